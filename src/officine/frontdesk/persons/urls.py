"""Addresses of people, and of booking for them."""

from django.urls import URLPattern, path

from officine.frontdesk.persons import booking_for, confirmation, matching, slip

urlpatterns: list[URLPattern] = [
    path("<slug:centre>/nuova/", booking_for.book_for, name="book_for"),
    path("<slug:centre>/nuova/orari/", booking_for.book_for_times, name="book_for_times"),
    path("<slug:centre>/prenotazioni/<slug:code>/conferma/", confirmation.booked_for, name="booked_for"),
    path("<slug:centre>/prenotazioni/<slug:code>/promemoria/", slip.slip, name="slip"),
    path("<slug:centre>/persone/corrispondenze/", matching.people_matches, name="people_matches"),
]
