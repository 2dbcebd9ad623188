"""The form for the code of an authenticator app, which takes each code once."""

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.core.cache import cache

from officine.people.models import Account

# A code counts in its own half minute and in those beside it (MFA_TOTP_TOLERANCE), for people who type slowly.
# allauth remembers a used one for half a minute only; whoever looked over a shoulder could use it again after that.
COUNTS_FOR_SECONDS = 90


class SignInCodeForm(AuthenticateForm):  # type: ignore[misc]
    def clean_code(self) -> str:
        return used_once(self.user, super().clean_code())


class ConfirmCodeForm(ReauthenticateForm):  # type: ignore[misc]
    def clean_code(self) -> str:
        return used_once(self.user, super().clean_code())


def used_once(account: Account, code: str) -> str:
    """The code; refused like a wrong one where the account used it a moment ago."""
    key = f"second-factor-used:{account.pk}:{normalize_user_code(code)}"
    if not cache.add(key, True, timeout=COUNTS_FOR_SECONDS):
        raise get_adapter().validation_error("incorrect_code")
    return code
