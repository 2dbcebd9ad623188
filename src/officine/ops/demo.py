"""Fills a data folder with made-up people, bookings and staff, so that one can look around."""

import secrets
from datetime import datetime
from random import Random

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import transaction

from officine.bookings.models import Booking, BookingEvent
from officine.catalogue.models import Centre, Shift, StaffRole, WeeklyShift
from officine.catalogue.rota import extend_rota, rota_until
from officine.ops.demo_days import BACK, Days
from officine.ops.demo_people import people
from officine.people.models import Account
from officine.rules.days import local_date

MANAGER = "responsabile@example.org"
OPERATORS = ("operatrice@example.org", "operatore@example.org")

# Computes the six digits where there is no authenticator app at hand (RFC 6238, which every Python can do).
SIX_DIGITS = (
    "python3 -c 'import base64,hmac,struct,sys,time;"
    'h=hmac.new(base64.b32decode(sys.argv[1]),struct.pack(">Q",int(time.time())//30),"sha1").digest();'
    'o=h[-1]&15;print("%06d"%((struct.unpack(">I",h[o:o+4])[0]&0x7fffffff)%10**6))\' KEY'
)


def fill(at: datetime, seed: int) -> list[str]:
    """Makes staff, people and three weeks of bookings back and two ahead; returns how the staff signs in.

    A folder that is filled already is left as it is; one that holds real bookings is refused. From here on no mail
    of this data folder leaves the machine: the mark is left first, and the settings look for it at every start.
    """
    if Account.objects.filter(email=MANAGER).exists():
        return ["This data folder holds the demo already.", *_kept_lines()]
    if Booking.objects.exists():
        raise SystemExit("This data folder holds real bookings: a demo needs one of its own (--data DIR).")
    centre = Centre.objects.select_related("municipality").order_by("pk").first()
    if centre is None:
        raise SystemExit("There is no centre yet, so nothing to book: ./officine centre import FILE first.")
    settings.DEMO_MARK.touch(mode=0o600)
    with transaction.atomic():
        accounts, lines = _staff(centre)
        _live(centre, accounts, at, Random(seed))  # noqa: S311 (made-up people, not secrets)
    settings.DEMO_MARK.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return lines


def _live(centre: Centre, operators: list[Account], at: datetime, dice: Random) -> None:
    today = local_date(at, centre.zone)
    _share_shifts(centre, operators)
    for until in (today - BACK, today, rota_until(centre, at)):
        extend_rota(centre, until)
    inhabitants = people(centre.municipality, operators[0], at, dice)
    Days(centre, inhabitants, operators, at, dice).live()
    # What is over was told at the time: the worker need not write weeks of old mails now.
    BookingEvent.objects.filter(booking__ends_at__lte=at).update(notice_due=False)


def _share_shifts(centre: Centre, operators: list[Account]) -> None:
    """The first half of the week to one operator, the rest to the other."""
    for pattern in WeeklyShift.objects.filter(centre=centre, operator=None):
        operator = operators[0 if pattern.weekday < 3 else 1]
        WeeklyShift.objects.filter(pk=pattern.pk).update(operator=operator)
        Shift.objects.filter(pattern=pattern, operator=None).update(operator=operator)


def _staff(centre: Centre) -> tuple[list[Account], list[str]]:
    """A manager and two operators, and the lines that say how they sign in."""
    _manager, manager_line = _member(MANAGER, StaffRole.Role.MANAGER, None)
    operators = [_member(email, StaffRole.Role.OPERATOR, centre) for email in OPERATORS]
    lines = [
        "Staff of the demo: e-mail, password, and the key of the second factor for an authenticator app.",
        manager_line,
        *(line for _account, line in operators),
        "Without an app, this prints the six digits of a KEY:",
        f"  {SIX_DIGITS}",
    ]
    return [account for account, _line in operators], lines


def _member(email: str, role: str, centre: Centre | None) -> tuple[Account, str]:
    password, key = secrets.token_urlsafe(12), generate_totp_secret()
    account = Account.objects.create_user(email, password)
    TOTP.activate(account, key)
    StaffRole.objects.create(account=account, centre=centre, role=role)
    return account, f"  {role:<9} {email:<26} {password}  {key}"


def _kept_lines() -> list[str]:
    """What was printed the first time, from the mark, which only its owner can read."""
    if not settings.DEMO_MARK.exists():
        return []
    return settings.DEMO_MARK.read_text(encoding="utf-8").splitlines()
