from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "officine.ops"
    label = "ops"
