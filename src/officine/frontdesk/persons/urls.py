"""Addresses of people, and of booking for them."""

from django.urls import URLPattern, path

from officine.frontdesk.persons import belonging, booking_for, confirmation, details, matching, merging, people, slip

urlpatterns: list[URLPattern] = [
    path("<slug:centre>/nuova/", booking_for.book_for, name="book_for"),
    path("<slug:centre>/nuova/orari/", booking_for.book_for_times, name="book_for_times"),
    path("<slug:centre>/prenotazioni/<slug:code>/conferma/", confirmation.booked_for, name="booked_for"),
    path("<slug:centre>/prenotazioni/<slug:code>/promemoria/", slip.slip, name="slip"),
    path("<slug:centre>/persone/", people.people, name="people"),
    path("<slug:centre>/persone/corrispondenze/", matching.people_matches, name="people_matches"),
    path("<slug:centre>/persone/<int:number>/", people.person, name="person"),
    path("<slug:centre>/persone/<int:number>/identita/", details.person_verify, name="person_verify"),
    path("<slug:centre>/persone/<int:number>/correzione/", details.person_correct, name="person_correct"),
    path("<slug:centre>/persone/<int:number>/unione/", merging.person_merge, name="person_merge"),
    path("<slug:centre>/persone/<int:number>/imprese/", belonging.person_business, name="person_business"),
]
