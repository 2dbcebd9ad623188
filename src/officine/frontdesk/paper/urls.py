"""The addresses of the desk's papers."""

from django.urls import URLPattern, path

from officine.frontdesk.paper import attestation, register

urlpatterns: list[URLPattern] = [
    path("<slug:centre>/prenotazioni/<slug:code>/attestato/", attestation.attestation, name="attestation"),
    path(
        "<slug:centre>/prenotazioni/<slug:code>/attestato.pdf", attestation.attestation_pdf_file, name="attestation_pdf"
    ),
    path("<slug:centre>/<agenda_date:on>/registro/", register.register, name="register"),
]
