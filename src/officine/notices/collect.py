"""From what has happened to what must be told: each event and each code becomes its notices once, and only once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from officine.bookings.calls import TOLD_BY
from officine.bookings.models import Booking, BookingEvent, Call
from officine.bookings.taking_back import TAKEN_BACK
from officine.database.locks import lock
from officine.notices.deliver import INTERRUPTED
from officine.notices.kinds import OF_MOVE, Kind
from officine.notices.models import Notice
from officine.notices.recipients import recipients
from officine.people.models import Municipality, SignInCode

MOST = 500  # in one round; the rest in the next
NO_ADDRESS = "no address"


def collect(at: datetime) -> None:
    """Makes the notices that events of bookings and requests for codes call for."""
    collect_codes(at)
    collect_events(at)


def collect_events(at: datetime) -> None:
    for event in BookingEvent.objects.filter(notice_due=True).order_by("pk")[:MOST]:
        _tell_of(event, at)


def collect_codes(at: datetime) -> None:
    live = SignInCode.objects.filter(expires_at__gt=at, used_at=None)
    asked = {f"code:{request.pk}": request for request in live}
    known = set(Notice.objects.filter(key__in=asked).values_list("key", flat=True))
    towns = list(Municipality.objects.order_by("pk")[:2])
    _write(
        Notice(
            key=key,
            kind=Kind.CODE,
            municipality=towns[0] if len(towns) == 1 else None,
            to=request.email,
            language=request.language,
            facts={"sign_in_code": request.pk},
            try_at=at,
            created_at=at,
        )
        for key, request in asked.items()
        if key not in known
    )


def tell(booking_id: int, kind: Kind, reason: str, facts: dict[str, object], at: datetime) -> None:
    """Writes a notice for each address; without any, one that only says so: that person is to be phoned.

    The reason makes the keys: told once, the same reason is never told again. Call it inside a transaction.
    """
    # Who erases a person holds their bookings too, and must not find a letter written meanwhile.
    lock(Booking.objects.filter(pk=booking_id))
    booking = Booking.objects.select_related("centre", "person", "booked_by").get(pk=booking_id)
    found = recipients(booking)
    common = {
        "kind": kind,
        "municipality_id": booking.centre.municipality_id,
        "booking": booking,
        "facts": facts,
        "try_at": at,
        "created_at": at,
    }
    if not found and booking.person is not None and booking.person.erased_at is None:
        nobody = {"language": booking.person.language, "status": Notice.Status.DROPPED, "fault": NO_ADDRESS}
        _write([Notice(key=f"{reason}:nobody", **nobody, **common)])
    _write(Notice(key=f"{reason}:{one.role}", to=one.email, language=one.language, **common) for one in found)


def _tell_of(event: BookingEvent, at: datetime) -> None:
    """One event's notices and its flag, in one transaction: all or none, whoever else is at it."""
    with transaction.atomic():
        lock(Booking.objects.filter(pk=event.booking_id))
        if not BookingEvent.objects.filter(pk=event.pk, notice_due=True).update(notice_due=False):
            return
        kind = OF_MOVE.get(event.move)
        if kind is not None and _is_news(event):
            tell(event.booking_id, kind, f"event:{event.pk}", {"event": event.pk, "version": event.version}, at)


def _is_news(event: BookingEvent) -> bool:
    """A move that is taken back is told to whoever was told of it; of one that was not, the notices go nowhere."""
    moved = event.facts.get("takes_back")
    if moved is None:
        return True
    notices = Notice.objects.filter(key__startswith=f"event:{moved}:")
    called = Call.objects.filter(about__in=notices.values("key"), outcome__in=TOLD_BY)
    # Of one that a worker is about to send nobody knows whether it will arrive: then it is better told.
    told = notices.filter(Q(status=Notice.Status.SENT) | Q(fault=INTERRUPTED))
    if told.exists() or called.exists():
        return True
    notices.update(status=Notice.Status.DROPPED, fault=TAKEN_BACK)
    return False


def _write(notices: Iterable[Notice]) -> None:
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
