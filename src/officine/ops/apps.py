from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "officine.ops"
    label = "ops"

    def ready(self) -> None:
        from officine.config import checks  # noqa: F401 (it registers them)
