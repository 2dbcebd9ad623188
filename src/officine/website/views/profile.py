"""One's own area: data, the persons and businesses one books for, the address of one's calendar."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from officine.bookings.models import Booking
from officine.people.feeds import account_of_feed, close_feed, make_feed
from officine.people.helping import stop_helping
from officine.people.models import Account, CalendarFeed
from officine.people.register import person_of, register
from officine.website.booking.signed_in import signed_in
from officine.website.booking.visitor import NOT_BOOKED
from officine.website.booking.who_comes import helped
from officine.website.forms.profile import ProfileForm

SECRET = "feed_secret"  # noqa: S105 (the name under which the session shows the new address once)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def profile(request: HttpRequest, account: Account) -> HttpResponse:
    person = person_of(account)
    if person is None:
        raise Http404
    form = ProfileForm(request.POST or None, initial={**vars(person)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        names = (said["given_name"], said["family_name"], said["phone"])
        register(account, person.municipality, *names, said["language"], timezone.now())
        messages.success(request, _("Your data are saved."))
        return redirect("website:profile")
    secret = request.session.pop(SECRET, "")
    context = {
        "form": form,
        "account": account,
        "persons": helped(account),
        "businesses": account.businesses.order_by("name", "pk"),
        "has_feed": CalendarFeed.objects.filter(account=account).exists(),
        "feed": request.build_absolute_uri(reverse("website:feed", args=[secret])) if secret else "",
    }
    return render(request, "website/mine/profile.html", context)


@require_POST
@signed_in
def feed_address(request: HttpRequest, account: Account) -> HttpResponse:
    """A new secret address for one's calendar, or none any more."""
    if "close" in request.POST:
        close_feed(account)
        messages.success(request, _("The address of your calendar does not work any more."))
    else:
        request.session[SECRET] = make_feed(account, timezone.now())
    return redirect(reverse("website:profile") + "#calendar")


@require_safe
@never_cache
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar that a program of one's own reads."""
    from officine.notices.calendar import feed_ics  # docs/decisions/quick-start.md

    account = account_of_feed(secret)
    if account is None:
        raise Http404
    with override(account.language):
        file = feed_ics(Booking.objects.of(account).exclude(status__in=NOT_BOOKED))
    return HttpResponse(file, content_type="text/calendar; charset=utf-8")


@require_POST
@signed_in
def person_remove(request: HttpRequest, account: Account, number: int) -> HttpResponse:
    """One no longer books for this person."""
    at = timezone.now()
    person = next((each for each in helped(account) if each.pk == number), None)
    if person is None:
        raise Http404
    if Booking.objects.filter(person=person).active(at).exists():
        messages.error(request, _("%(name)s has a booking to come: cancel it first.") % {"name": person.full_name})
    else:
        stop_helping(account, person, at)
        messages.success(request, _("You no longer book for this person."))
    return redirect("website:profile")


@require_POST
@signed_in
def business_remove(request: HttpRequest, account: Account, number: int) -> HttpResponse:
    """One no longer books for this business; what was booked for it stays."""
    business = account.businesses.filter(pk=number).first()
    if business is None:
        raise Http404
    account.businesses.remove(business)
    messages.success(request, _("You no longer book for this business."))
    return redirect("website:profile")
