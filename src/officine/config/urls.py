"""Every address of the pages, and which part of the house answers it. Those of the API: urls_with_api.py."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    *i18n_patterns(
        path("operatore/accesso/", include("officine.frontdesk.sign_in_urls")),
        path("operatore/", include("officine.frontdesk.urls")),
        path("", include("officine.website.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "officine.website.views.errors.bad_request"
handler403 = "officine.website.views.errors.forbidden"
handler404 = "officine.website.views.errors.not_found"
handler500 = "officine.website.views.errors.broken"
