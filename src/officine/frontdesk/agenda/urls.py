"""The addresses of the agenda."""

from django.urls import path

from officine.frontdesk.agenda import steps, views

urlpatterns = [
    path("", views.today, name="today"),
    path("<slug:centre>/<agenda_date:on>/", views.day, name="day"),
    path("<slug:centre>/<agenda_date:on>/aggiornamenti/", views.live, name="live"),
    path("<slug:centre>/<agenda_date:on>/settimana/", views.week_of, name="week"),
    path("<slug:centre>/prenotazioni/<slug:code>/arrivo/", steps.arrival, name="arrival"),
    path("<slug:centre>/prenotazioni/<slug:code>/conclusione/", steps.conclusion, name="conclusion"),
    path("<slug:centre>/prenotazioni/<slug:code>/assenza/", steps.absence, name="absence"),
    path("<slug:centre>/prenotazioni/<slug:code>/annullamento-passo/", steps.undo, name="undo"),
]
