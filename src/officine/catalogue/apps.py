from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "officine.catalogue"
    label = "catalogue"
