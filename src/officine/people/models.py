"""Who answers for the data, how one signs in, who comes, and for which business."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from officine.people.sessions import Session as Session  # Django looks for models here
from officine.rules.folding import fold


class Municipality(models.Model):
    """A town (`Comune`): answers for the data and owns centres and persons."""

    name = models.CharField(max_length=120)
    region = models.CharField(max_length=60, blank=True)
    cadastral_code = models.CharField(max_length=4, unique=True)
    postcode = models.CharField(max_length=5, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    patron_name = models.CharField(max_length=80, blank=True)
    patron_month = models.PositiveSmallIntegerField(null=True, blank=True)
    patron_day = models.PositiveSmallIntegerField(null=True, blank=True)
    sender_name = models.CharField(max_length=120, blank=True)
    sender_email = models.EmailField(blank=True)
    # Texts a town writes, by name and then by language: {"privacy": {"it": "…", "en": "…"}}.
    texts = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "municipalities"


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; an address is kept in small letters, so that one person has one."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(email=normal_email(email), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email=normal_email(username or ""))


def normal_email(email: str) -> str:
    return email.strip().lower()


class Account(AbstractBaseUser):
    """A way to sign in (`accesso`): an e-mail, or the issuer and subject of an OpenID provider. Not a person.

    Citizens have no password; staff do, with a second factor.
    """

    email = models.EmailField(unique=True, null=True, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="it")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_account_has_a_way_in", condition=Q(email__isnull=False) | ~Q(subject="")
            ),
            models.UniqueConstraint(
                name="people_account_one_per_subject", fields=["issuer", "subject"], condition=~Q(subject="")
            ),
        ]


class Person(models.Model):
    """Someone who comes (`persona`); may lack an e-mail and an account."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="persons")
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=2, default="it")
    # Verified by SPID or CIE, or by an operator who saw a document once: who and when, no copy.
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    # Two rows turned out to be one person: all that was this one's is the other's now.
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged")
    # Names, phone and e-mail in small letters without accents: what the front desk searches.
    folded = models.TextField(blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(name="people_person_by_name", fields=["municipality", "family_name", "given_name"]),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps what is searched in step with what it is made of."""
        digits = "".join(filter(str.isdigit, self.phone))
        self.folded = fold(f"{self.given_name} {self.family_name} {self.given_name} {digits} {self.email}")
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "folded"}
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None


class PersonEvent(models.Model):
    """What staff did to a person's data: who, when and what; never the data themselves."""

    class What(models.TextChoices):
        MADE = "made"
        VERIFIED = "verified"
        NOT_VERIFIED = "not_verified"
        CORRECTED = "corrected"
        MERGED = "merged"  # facts: {"gone": the id of the row that was merged into this one}
        LINKED = "linked"  # facts: {"business": id}
        UNLINKED = "unlinked"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="events")
    what = models.CharField(max_length=12, choices=What)
    by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    facts = models.JSONField(default=dict, blank=True)


class Look(models.Model):
    """A member of staff looked at a person's page: who and when, for whoever asks one day."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="looks")
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="people_look_by_person", fields=["person", "at"])]


class Acting(models.Model):
    """An account that may act for a person: oneself, a parent, someone helped, a colleague."""

    class Relation(models.TextChoices):
        SELF = "self"
        HELPER = "helper"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="acting")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="acting")
    relation = models.CharField(max_length=10, choices=Relation)
    # When the person's consent was declared by whoever books for them.
    consent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="people_acting_once", fields=["account", "person"]),
            models.UniqueConstraint(
                name="people_acting_one_self_per_account", fields=["account"], condition=Q(relation="self")
            ),
            models.UniqueConstraint(
                name="people_acting_one_self_per_person", fields=["person"], condition=Q(relation="self")
            ),
        ]


class Business(models.Model):
    """A business (`impresa`), one not yet founded, or an association."""

    class Kind(models.TextChoices):
        COMPANY = "company"
        NOT_YET = "not_yet"
        ASSOCIATION = "association"

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="businesses")
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, choices=Kind)
    vat_number = models.CharField(max_length=11, blank=True)
    tax_code = models.CharField(max_length=16, blank=True)
    accounts = models.ManyToManyField(Account, related_name="businesses", blank=True)
    # Linked by an operator: they may lack an account.
    persons = models.ManyToManyField(Person, related_name="businesses", blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "businesses"


class SignInCode(models.Model):
    """A request for a six-digit code. The code itself is never stored: it follows from the nonce and the secret key."""

    email = models.EmailField()
    nonce = models.CharField(max_length=43)
    language = models.CharField(max_length=2)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(name="people_code_by_email", fields=["email", "created_at"])]


class ApiToken(models.Model):
    """A named, revocable key to the API for one account; only its hash is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)


class CalendarFeed(models.Model):
    """The secret address of an account's own calendar; only its hash is kept, and a new one revokes the old."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
