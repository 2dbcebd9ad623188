from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "officine.people"
    label = "people"
