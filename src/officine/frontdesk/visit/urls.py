"""The addresses of this area: one booking, every change to it, and the day as a grid."""

from django.urls import URLPattern, path

from officine.frontdesk import dates  # noqa: F401 (makes agenda_date known)
from officine.frontdesk.visit import bringing, cancelling, follow_up, grid, moving, notes, page, presence

ONE = "<slug:centre>/prenotazioni/<slug:code>/"

urlpatterns: list[URLPattern] = [
    path(ONE, page.booking, name="booking"),
    path(ONE + "spostamento/", moving.booking_move, name="booking_move"),
    path(ONE + "annullamento/", cancelling.booking_cancel, name="booking_cancel"),
    path(ONE + "presenza/", presence.presence, name="presence"),
    path(ONE + "note/", notes.note, name="note"),
    path(ONE + "note/<int:number>/", notes.note_remove, name="note_remove"),
    path(ONE + "seguito/", follow_up.follow_up, name="follow_up"),
    path(ONE + "cosa-portare/", bringing.what_to_bring, name="what_to_bring"),
    path("<slug:centre>/<agenda_date:on>/griglia/", grid.grid, name="grid"),
]
