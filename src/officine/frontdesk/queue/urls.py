"""The addresses of this area."""

from django.urls import URLPattern, path

from officine.frontdesk.queue import finding, numbers, walk_ins

TICKET = "<slug:centre>/numeri/<int:ticket>/"

urlpatterns: list[URLPattern] = [
    path("<slug:centre>/senza-prenotazione/", walk_ins.walk_in, name="walk_in"),
    path("<slug:centre>/ricerca/", finding.find, name="find"),
    path("<slug:centre>/numeri/", numbers.queue, name="queue"),
    path(TICKET, numbers.ticket, name="ticket"),
    path(TICKET + "chiamata/", numbers.ticket_call, name="ticket_call"),
    path(TICKET + "servizio/", numbers.ticket_serve, name="ticket_serve"),
    path(TICKET + "rinuncia/", numbers.ticket_leave, name="ticket_leave"),
    path(TICKET + "annullamento-passo/", numbers.ticket_undo, name="ticket_undo"),
]
