from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "officine.website"
    label = "website"
