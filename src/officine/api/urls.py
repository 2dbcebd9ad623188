"""Everything below /api/. A version that is published stays as it is; the next one gets an address of its own."""

from django.urls import path

from officine.api.v1 import api

urlpatterns = [path("v1/", api.urls)]
