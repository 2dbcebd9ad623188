"""The form with which anyone tells the office that something does not work."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 2000


class ProblemForm(forms.Form):
    """What went wrong, and where to answer if the person wants an answer."""

    text = forms.CharField(
        label=_("What went wrong"),
        help_text=_("For example: where you were on the site, what you did, what happened."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Tell us what went wrong.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("Only if you want an answer."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This is not an e-mail address: it looks like anna@example.it.")},
    )
