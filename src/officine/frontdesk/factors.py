"""allauth's pages for the second factor, where they need a word or a check of ours."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import IndexView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from officine.catalogue.staff_access import staff_roles
from officine.frontdesk.access import (
    JUST_PASSWORD,
    account_of,
    has_both_factors,
    is_joining,
    signed_in_with,
    staff_only,
)
from officine.frontdesk.session_lock import begin


class StaffAccount(IndexView):  # type: ignore[misc]
    """What an account may do where, and how it signs in."""

    template_name = "frontdesk/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"roles": staff_roles(account_of(self.request))}


class ActivateTotp(ActivateTOTPView):  # type: ignore[misc]
    """Sets up an authenticator app. The code typed here proves it, so the session has its second factor."""

    template_name = "frontdesk/factor_app.html"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_second_factor(self.request)
        return response


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    """Adds a passkey. Using it here proves it, so the session has its second factor."""

    template_name = "frontdesk/factor_passkey.html"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record_second_factor(self.request)
        return response


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]
    """Removes a passkey, unless it is the last second factor."""

    template_name = "frontdesk/factor_passkey_remove.html"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        response: HttpResponse = super().form_valid(form)
        return response


@require_safe
@staff_only(needs=frozenset())
def second_factor(request: HttpRequest) -> HttpResponse:
    """Says to staff what their session lacks for the front desk, and leads to it."""
    if has_both_factors(request):
        return redirect("mfa_index")
    if is_mfa_enabled(account_of(request)):
        return render(request, "frontdesk/sign_in_again.html")
    if not is_joining(request):
        return render(request, "frontdesk/factor_too_late.html")
    if not signed_in_with(request) >= JUST_PASSWORD:
        return render(request, "frontdesk/sign_in_again.html")
    return render(request, "frontdesk/factor_choice.html")


def record_second_factor(request: HttpRequest) -> None:
    """Notes in the session that the second factor was proved; its key changes, as at any gain of rights."""
    record_authentication(request, account_of(request), "mfa")
    request.session.cycle_key()
    begin(request, timezone.now())
