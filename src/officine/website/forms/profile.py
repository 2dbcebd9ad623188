"""One's own data."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from officine.website.forms import fields


class ProfileForm(forms.Form):
    use_required_attribute = False
    given_name = fields.given_name()
    family_name = fields.family_name()
    phone = fields.phone(help_text=_("We call only if something changes at the last moment."))
    language = fields.one_of(_("Language of our messages"), [*settings.LANGUAGES], _("Choose a language."))
