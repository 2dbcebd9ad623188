"""Pages for when something is not there, not allowed, or broken: what happened, what is safe, where to go or call."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Asks neither the database nor the session: they may be what is broken."""
    return HttpResponse(loader.render_to_string("500.html"), status=500)


def unavailable(request: HttpRequest, *, retry_after: int = 30) -> HttpResponse:
    """Closed for maintenance, or too many people at once; asks the database nothing."""
    answer = HttpResponse(loader.render_to_string("503.html"), status=503)
    answer["Retry-After"] = str(retry_after)
    return answer


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without its token: an old page, or cookies that are switched off."""
    return render(request, "403_csrf.html", {"title": _("The form was open for too long")}, status=403)
