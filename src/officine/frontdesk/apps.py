from django.apps import AppConfig


class FrontdeskConfig(AppConfig):
    name = "officine.frontdesk"
    label = "frontdesk"
