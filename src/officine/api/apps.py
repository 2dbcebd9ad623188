from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "officine.api"
    label = "api"
