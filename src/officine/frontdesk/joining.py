"""Taking an invitation: an e-mail and a password, then the second factor.

Whoever holds the link chooses their own e-mail. An address that already has an account must be proved first, by
signing in with the code: otherwise an invitation would open anybody's bookings. Proved so, the link also lets
staff in again who lost password or phone: it sets a new password and takes the old second factors away.
"""

from datetime import datetime

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from officine.catalogue.models import Invitation
from officine.catalogue.staff_access import InvitationOver, open_invitation, use_invitation
from officine.frontdesk.access import has_both_factors, locked_out, never_kept
from officine.people.models import Account, normal_email


class JoinForm(forms.Form):
    """The e-mail and the password of a new member of staff; for an account signed in, the password alone."""

    email = forms.EmailField(max_length=254)
    password = forms.CharField(max_length=128, strip=False, widget=forms.PasswordInput)

    def __init__(self, account: Account | None, invited: str, typed: QueryDict | None = None) -> None:
        super().__init__(typed, initial={"email": invited})
        self.account = account
        self.invited = invited
        if account is not None:
            del self.fields["email"]

    def clean_email(self) -> str:
        email = normal_email(self.cleaned_data["email"])
        if self.invited and email != self.invited:
            raise ValidationError(_("This invitation is for another e-mail address: the one it was sent to."))
        if Account.objects.filter(email=email).exists():
            raise ValidationError(
                _("This address already has an account. Sign in with the code by e-mail, then open this link again.")
            )
        return email

    def clean(self) -> dict[str, str]:
        password = self.cleaned_data.get("password")
        if password:
            try:
                validate_password(password, self.account or Account(email=self.cleaned_data.get("email")))
            except ValidationError as wrong:
                self.add_error("password", wrong)
        return self.cleaned_data


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page behind an invitation's link. Opening it changes nothing; the form uses the invitation up."""
    at = timezone.now()
    response: HttpResponseBase
    try:
        response = locked_out(request) or _answered(request, open_invitation(token, at), at)
    except InvitationOver:
        response = render(request, "frontdesk/invitation_over.html", status=410)
    never_kept(response)
    return response


def _answered(request: HttpRequest, invitation: Invitation, at: datetime) -> HttpResponse:
    account = request.user if isinstance(request.user, Account) else None
    if account is not None and invitation.email not in ("", account.email):
        return render(request, "frontdesk/invitation_for_another.html", status=403)
    if account is not None and has_both_factors(request):
        return _with_one_more_role(request, invitation, account, at)
    form = JoinForm(account, invitation.email, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "frontdesk/invitation.html", {"form": form, "invitation": invitation})
    with transaction.atomic():
        account = account or Account.objects.create_user(
            form.cleaned_data["email"], language=translation.get_language()
        )
        use_invitation(invitation, account, at)
        _start_afresh(account, form.cleaned_data["password"])
    _sign_in(request, account)
    return redirect("frontdesk:second_factor")


def _with_one_more_role(request: HttpRequest, invitation: Invitation, account: Account, at: datetime) -> HttpResponse:
    """Somebody of the staff already, signed in with both factors: the role is all that is added."""
    if request.method != "POST":
        return render(request, "frontdesk/invitation.html", {"invitation": invitation})
    use_invitation(invitation, account, at)
    return redirect("mfa_index")


def _start_afresh(account: Account, password: str) -> None:
    """The new password ends the account's other sessions; factors of before are not trusted any more."""
    account.set_password(password)
    account.save(update_fields=["password"])
    Authenticator.objects.filter(user=account).delete()


def _sign_in(request: HttpRequest, account: Account) -> None:
    login(request, account)
    record_authentication(request, account, "password", reauthenticated=True)
