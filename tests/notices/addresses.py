"""The two addresses that mails link to, for as long as the pages behind them do not matter."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.urls import include, path

urlpatterns = i18n_patterns(
    path(
        "",
        include(
            (
                [
                    path("", lambda request: HttpResponse(), name="home"),
                    path("p/<str:token>/", lambda request, token: HttpResponse(), name="link"),
                ],
                "website",
            )
        ),
    ),
    prefix_default_language=False,
)
