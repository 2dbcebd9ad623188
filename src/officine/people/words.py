"""What a person types about themselves, put in order, or refused with a sentence for its field."""

import re
import unicodedata
from typing import cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import CharField, Model
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as BadNumber
from stdnum.it import codicefiscale, iva

from officine.people.models import Account, Business, Person, normal_email

# Names are written into mails that others receive, so nothing in them may become a link: no digits, slashes or
# “evil.com”, while “D’Angelò”, “Anna-Maria” and “G. B.” are names.
IN_NAMES = "'’‘ʼ`´-‐. "
LIKE_A_DOMAIN = re.compile(r"\.\w\w")


def a_name(text: str) -> str:
    """A given or family name; several words are fine."""
    name = _in_one_line(text)
    if not name:
        raise ValidationError(_("Write the name."))
    if LIKE_A_DOMAIN.search(name) or not all(_belongs_in_a_name(char) for char in name):
        raise ValidationError(_("A name can have letters, spaces, apostrophes and hyphens."))
    return _no_longer_than(_length(Person, "given_name"), name)


def a_family_name(text: str) -> str:
    if not text.strip():
        raise ValidationError(_("Write the family name."))
    return a_name(text)


def a_phone(text: str) -> str:
    """A phone number as the person writes it, or nothing."""
    phone = _in_one_line(text)
    if not phone:
        return ""
    digits = sum(char.isdigit() for char in phone)
    if not re.fullmatch(r"\+?[0-9 ()./-]+", phone) or not 5 <= digits <= 15:
        raise ValidationError(_("Write the phone number in digits, for example 0766 123456."))
    return _no_longer_than(_length(Person, "phone"), phone)


def an_email(text: str) -> str:
    """An address, or nothing."""
    email = normal_email(text)
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError(_("Write the e-mail address in full, for example nome@esempio.it.")) from None
    return _no_longer_than(_length(Account, "email"), email)


def a_language(text: str) -> str:
    """One of the languages in which we write to people."""
    if text not in dict(settings.LANGUAGES):
        raise ValidationError(_("Choose one of the languages."))
    return text


def a_business_name(text: str) -> str:
    name = _in_one_line(text)
    if not name:
        raise ValidationError(_("Write the name of the business."))
    return _no_longer_than(_length(Business, "name"), name)


def a_vat_number(text: str) -> str:
    """Eleven digits whose last one checks the others; “IT” before them is fine."""
    try:
        return str(iva.validate(text))
    except BadNumber:
        raise ValidationError(_("This is not a VAT number: check its eleven digits.")) from None


def a_tax_code_of_an_association(text: str) -> str:
    """Eleven digits, as associations have, or the sixteen characters of whoever answers for it."""
    try:
        return str(codicefiscale.validate(text))
    except BadNumber:
        raise ValidationError(_("This is not a tax code: check its characters.")) from None


def _belongs_in_a_name(char: str) -> bool:
    return char in IN_NAMES or unicodedata.category(char)[0] in "LM"  # letters and their marks, of any script


def _in_one_line(text: str) -> str:
    line = " ".join(text.split())
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") for char in line):
        raise ValidationError(_("There are characters here that cannot be read: write it again."))
    return line


def _no_longer_than(most: int, text: str) -> str:
    if len(text) > most:
        raise ValidationError(_("Use at most %(most)s characters.") % {"most": most})
    return text


def _length(model: type[Model], field: str) -> int:
    return cast("CharField[str, str]", model._meta.get_field(field)).max_length or 0
