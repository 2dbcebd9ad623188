"""The addresses of the website: reading here, booking in urls_booking."""

from datetime import date

from django.urls import path, register_converter

from officine.website import urls_booking
from officine.website.views import attestation, desks, home, services, texts, waiting_room


class DateInAddress:
    """A day like 2026-12-01."""

    regex = "20[0-9]{2}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DateInAddress, "day")

app_name = "website"
urlpatterns = [
    path("", home.home, name="home"),
    path("sedi/<slug:centre>/", home.centre, name="centre"),
    path("sedi/<slug:centre>/postazioni/", desks.week, name="week"),
    path("sedi/<slug:centre>/postazioni/<day:on>/", desks.day, name="day"),
    path("sedi/<slug:centre>/servizi/", services.services, name="services"),
    path("sedi/<slug:centre>/servizi/<slug:service>/", services.service, name="service"),
    path("sedi/<slug:centre>/servizi/<slug:service>/orari/", services.times, name="times"),
    path("attestati/", attestation.attestation, name="attestation"),
    path("sedi/<slug:centre>/sala-d-attesa/", waiting_room.waiting_room, name="waiting_room"),
    path("privacy/", texts.privacy, name="privacy"),
    path("note-legali/", texts.legal, name="legal"),
    path("accessibilita/", texts.accessibility, name="accessibility"),
    path("domande-frequenti/", texts.faq, name="faq"),
    path("segnalazioni/", texts.report_problem, name="report_problem"),
    *urls_booking.urlpatterns,
]
