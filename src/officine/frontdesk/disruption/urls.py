"""The addresses of disruptions."""

from django.urls import URLPattern, path

from officine.frontdesk.disruption import closing, listing, making, one, page

urlpatterns: list[URLPattern] = [
    path("<slug:centre>/imprevisti/", listing.disruptions, name="disruptions"),
    path("<slug:centre>/imprevisti/nuovo/", making.disruption_new, name="disruption_new"),
    path("<slug:centre>/imprevisti/<int:number>/", page.disruption, name="disruption"),
    path("<slug:centre>/imprevisti/<int:number>/sostituzione/", page.disruption_cover, name="disruption_cover"),
    path("<slug:centre>/imprevisti/<int:number>/applicazione/", page.disruption_apply, name="disruption_apply"),
    path("<slug:centre>/imprevisti/<int:number>/ripristino/", page.disruption_undo, name="disruption_undo"),
    path("<slug:centre>/imprevisti/<int:number>/rinuncia/", page.disruption_discard, name="disruption_discard"),
    path("<slug:centre>/imprevisti/<int:number>/prenotazioni/<slug:code>/", one.relocation, name="relocation"),
    path("<slug:centre>/chiusura-di-oggi/", closing.close_today, name="close_today"),
]
