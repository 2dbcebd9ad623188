"""Taking one's data away, and being forgotten."""

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from officine.bookings.models import Booking
from officine.notices.privacy import export_account, forget_account
from officine.people.models import Account
from officine.website.booking.keeping import give_back
from officine.website.booking.signed_in import signed_in


@require_safe
@signed_in
def my_data(request: HttpRequest, account: Account) -> HttpResponse:
    """Everything we know, as a file."""
    answer = JsonResponse(export_account(account), json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="officine.json"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def profile_delete(request: HttpRequest, account: Account) -> HttpResponse:
    """Says what will happen; the second click does it."""
    at = timezone.now()
    if request.method == "POST":
        try:
            give_back(request, at)
            forget_account(account, at)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("website:profile")
        logout(request)
        messages.success(request, _("We have deleted your data and cancelled what was to come. Goodbye."))
        return redirect("website:home")
    upcoming = Booking.objects.of(account).active(at).count()
    return render(request, "website/mine/delete.html", {"account": account, "upcoming": upcoming})
