"""How easy it was, in one to five stars and one more question; not linked to a person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from officine.bookings.models import Rating
from officine.website.booking.visitor import booking_or_404
from officine.website.forms.rating import StarsForm, WhyForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rating(request: HttpRequest, code: str) -> HttpResponse:
    """The stars; from four on the next page asks what was good, below what was hard."""
    found = booking_or_404(request, code)
    form = StarsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stars = {"stars": int(form.cleaned_data["stars"]), "centre": found.centre}
        Rating.objects.update_or_create(booking=found, defaults=stars)
        return redirect("website:rating_why", found.code)
    context = {"booking": found, "centre": found.centre, "form": form, "section": "mine"}
    return render(request, "website/mine/rating.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rating_why(request: HttpRequest, code: str) -> HttpResponse:
    found = booking_or_404(request, code)
    given = get_object_or_404(Rating, booking=found)
    form = WhyForm(given.stars, request.POST or None)
    if request.method == "POST" and form.is_valid():
        Rating.objects.filter(pk=given.pk).update(**form.cleaned_data)
        messages.success(request, _("Thank you: your answer helps us."))
        return redirect("website:booking", found.code)
    context = {"booking": found, "centre": found.centre, "form": form, "stars": given.stars, "section": "mine"}
    return render(request, "website/mine/rating_why.html", context)
