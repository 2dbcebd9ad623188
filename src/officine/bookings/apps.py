from django.apps import AppConfig


class BookingsConfig(AppConfig):
    name = "officine.bookings"
    label = "bookings"
