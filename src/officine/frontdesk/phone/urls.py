"""The addresses of the list of people to phone."""

from django.urls import URLPattern, path

from officine.frontdesk.phone import views

urlpatterns: list[URLPattern] = [
    path("<slug:centre>/telefonate/", views.to_phone, name="to_phone"),
    path("<slug:centre>/telefonate/esito/", views.call, name="call"),
    path("<slug:centre>/telefonate/<int:number>/annullamento/", views.call_undo, name="call_undo"),
]
