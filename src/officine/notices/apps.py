from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "officine.notices"
    label = "notices"
