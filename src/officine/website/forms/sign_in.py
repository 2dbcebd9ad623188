"""Signing in: an e-mail, the code sent to it, and, the first time, a name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from officine.website.forms import fields

WRONG_CODE = _("This is not the code we sent, or it is older than 10 minutes. Look at the latest e-mail, or ask again.")


class EmailForm(forms.Form):
    use_required_attribute = False
    email = fields.email(_("Your e-mail"))


class CodeForm(forms.Form):
    use_required_attribute = False
    code = fields.six_digits()


class RegistrationForm(forms.Form):
    """The first time: who it is."""

    use_required_attribute = False
    given_name = fields.given_name(_("Your first name"))
    family_name = fields.family_name(_("Your family name"))
    phone = fields.phone(help_text=_("We call only if something changes at the last moment."))
    privacy = fields.tick(
        _("I have read the privacy notice"), must=_("Tick here once you have read the privacy notice.")
    )


class FindForm(forms.Form):
    """One booking, without signing in: its code and the e-mail it was made with."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Code of the booking"),
        help_text=_("Eight letters and digits, for example ABCD-2345. It is in the e-mail that we sent you."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Write the code of the booking.")},
    )
    email = fields.email(_("Your e-mail"))
