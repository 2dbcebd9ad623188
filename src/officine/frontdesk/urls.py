"""The addresses of the front desk."""

from datetime import date

from django.urls import path, register_converter

from officine.frontdesk import day, factors, joining, mailbox


class AgendaDate:
    """A date in an address: 2026-11-23. Of this century, so that the day before and after it exist."""

    regex = r"20[0-9]{2}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(AgendaDate, "agenda_date")

app_name = "frontdesk"
urlpatterns = [
    path("", day.today, name="today"),
    path("invito/<str:token>/", joining.invitation, name="invitation"),
    path("accesso/secondo-fattore/", factors.second_factor, name="second_factor"),
    path("posta/", mailbox.mails, name="mails"),
    path("posta/<str:name>/", mailbox.mail, name="mail"),
    path("<slug:centre>/<agenda_date:on>/", day.day, name="day"),
    path("<slug:centre>/prenotazioni/<slug:code>/arrivo/", day.arrival, name="arrival"),
    path("<slug:centre>/prenotazioni/<slug:code>/conclusione/", day.conclusion, name="conclusion"),
    path("<slug:centre>/prenotazioni/<slug:code>/assenza/", day.absence, name="absence"),
]
