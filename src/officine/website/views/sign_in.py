"""Signing in with a code by e-mail; the first time is the registration. The same answer for every address."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from officine.people.models import Municipality
from officine.people.register import person_of, register
from officine.website.booking import draft as drafts
from officine.website.booking.entering import enter, send_code
from officine.website.booking.keeping import give_back
from officine.website.booking.signed_in import WANTED
from officine.website.booking.visitor import account_of
from officine.website.forms.sign_in import WRONG_CODE, CodeForm, EmailForm, RegistrationForm
from officine.website.surroundings import Site

EMAIL = "sign_in_email"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    if account_of(request) is not None:
        return _onwards(request)
    form = EmailForm(request.POST or None, initial={"email": request.session.get(EMAIL, "")})
    if request.method == "POST" and form.is_valid():
        request.session[EMAIL] = form.cleaned_data["email"]
        send_code(request, form.cleaned_data["email"], timezone.now())
        return redirect("website:sign_in_code")
    return render(request, "website/access/sign_in.html", {"form": form, "has_draft": drafts.load(request)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponseBase:
    if account_of(request) is not None:
        return _onwards(request)
    email = str(request.session.get(EMAIL, ""))
    if not email:
        return redirect("website:sign_in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if enter(request, email, form.cleaned_data["code"], timezone.now()):
            request.session.pop(EMAIL, None)
            return _onwards(request)
        form.add_error("code", WRONG_CODE)
    return render(request, "website/access/code.html", {"form": form, "email": email})


@require_POST
@never_cache
def sign_in_code_again(request: HttpRequest) -> HttpResponse:
    email = str(request.session.get(EMAIL, ""))
    if not email:
        return redirect("website:sign_in")
    send_code(request, email, timezone.now())
    messages.info(request, _("If this address can get another code, it is on its way. It takes a minute at most."))
    return redirect("website:sign_in_code")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest) -> HttpResponseBase:
    """The first time somebody signs in: their name."""
    account, town = account_of(request), Site(request).municipality or Municipality.objects.order_by("pk").first()
    if account is None or town is None:
        return redirect("website:sign_in")
    if person_of(account) is not None:
        return _onwards(request)
    form = RegistrationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        names = (said["given_name"], said["family_name"], said["phone"])
        register(account, town, *names, get_language() or "it", timezone.now())
        return _onwards(request)
    return render(request, "website/access/registration.html", {"form": form, "account": account})


@require_POST
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """Nothing of this visit stays in the browser; a place it held is free again."""
    give_back(request, timezone.now())
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("website:home")


def _onwards(request: HttpRequest) -> HttpResponseBase:
    """To where somebody was going: the booking under way, the page they asked for, else their bookings."""
    account = account_of(request)
    if drafts.load(request) is not None:
        return redirect("website:review")
    if account is not None and person_of(account) is None:
        return redirect("website:registration")
    wanted = request.session.pop(WANTED, "")
    return redirect(wanted or "website:my_bookings")
