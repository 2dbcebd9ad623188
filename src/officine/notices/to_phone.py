"""Whom to phone: people without an address whose visit is next, and everyone whom a message could not reach."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Max

from officine.bookings.calls import TOLD_BY
from officine.bookings.models import Booking, BookingEvent, Call
from officine.catalogue.models import Centre
from officine.catalogue.opening import opening_days
from officine.notices.collect import NO_ADDRESS
from officine.notices.kinds import OF_MOVE, Kind
from officine.notices.models import Notice
from officine.notices.recipients import whom_nobody_writes_to
from officine.notices.reminders import MADE
from officine.notices.short import NO_VISIT, News
from officine.rules.days import local_date, midnight
from officine.rules.lifecycle import Move, Status

ONE_DAY = timedelta(days=1)
LONGEST_CLOSURE = 30  # days: further ahead nobody is reminded by phone

READ_WITH = ("booking__centre", "booking__service", "booking__resource", "booking__person")


@dataclass
class ToTell:
    """One person to phone about one thing. `about` names it, the same for as long as it has to be told."""

    about: str
    news: News
    urgent_at: datetime  # when they would come in vain, or be missed
    calls: list[Call] = field(default_factory=list)  # the latest last

    @property
    def booking(self) -> Booking:
        return self.news.booking

    @property
    def latest(self) -> Call | None:
        return self.calls[-1] if self.calls else None

    @property
    def is_done(self) -> bool:
        return self.latest is not None and self.latest.outcome in TOLD_BY


@dataclass(frozen=True)
class ToPhone:
    """The list of a centre: what is left, the soonest visit first; what is done; whose visits are reminded of."""

    left: list[ToTell]
    done: list[ToTell]
    reminds_of: date | None


def to_phone(centre: Centre, at: datetime) -> ToPhone:
    """The list as it stands; the number of queries does not grow with it."""
    untold = _untold(centre, at)
    next_day = _next_open_day(centre, at)
    reminders = _reminders(centre, next_day, at) if next_day else []
    _add_calls([*untold, *reminders])
    told_otherwise = {
        each.booking.pk for each in untold if not each.is_done or _is_of_today(each.calls[-1], centre, at)
    }
    listed = untold + [each for each in reminders if each.booking.pk not in told_otherwise]
    listed.sort(key=lambda each: _order(each, centre))
    return ToPhone(
        left=[each for each in listed if not each.is_done],
        done=[each for each in listed if each.is_done],
        reminds_of=next_day,
    )


def _order(each: ToTell, centre: Centre) -> tuple[date, bool, datetime, int]:
    """By day; of one day, whoever did not answer waits until the others were tried."""
    did_not_answer = each.latest is not None and each.latest.outcome == Call.Outcome.NO_ANSWER
    return local_date(each.urgent_at, centre.zone), did_not_answer, each.urgent_at, each.booking.pk


def _is_of_today(call: Call, centre: Centre, at: datetime) -> bool:
    return local_date(call.at, centre.zone) == local_date(at, centre.zone)


def _untold(centre: Centre, at: datetime) -> list[ToTell]:
    """News of visits to come that reached nobody and that nothing has overtaken."""
    notices = [
        notice
        for notice in Notice.objects.filter(
            booking__centre=centre,
            booking__starts_at__gt=at,
            booking__person__isnull=False,
            booking__person__erased_at=None,
            status__in=(Notice.Status.PARKED, Notice.Status.DROPPED),
        )
        .select_related(*READ_WITH)
        .order_by("pk")
        if notice.status == Notice.Status.PARKED or (notice.fault == NO_ADDRESS and notice.kind != Kind.REMINDER)
    ]
    written = list(Notice.objects.filter(booking__in={notice.booking_id for notice in notices}))
    reached = {_reason(each.key) for each in written if each.status in (Notice.Status.SENT, Notice.Status.DUE)}
    events = _events(written)
    found: dict[str, ToTell] = {}
    for notice in notices:
        reason = _reason(notice.key)
        if reason not in reached and reason not in found and notice.booking is not None:
            made_by = events[notice.booking.pk]
            event = next((each for each in made_by if each.pk == notice.facts.get("event")), None)
            if _is_current(notice, notice.booking, event, made_by):
                news = News(notice.booking, notice.kind, event)
                found[reason] = ToTell(notice.key, news, _urgent_at(news, at))
    return list(found.values())


def _is_current(notice: Notice, booking: Booking, event: BookingEvent | None, made_by: list[BookingEvent]) -> bool:
    """Whether the booking still stands as the notice says, and its person does not know it from us already."""
    if made_by and notice.facts.get("version", made_by[-1].version) < made_by[-1].version:
        return False
    if event and event.move == Move.BOOK and event.role == "staff" and notice.fault == NO_ADDRESS:
        return False  # they stood at the desk, or were on the phone
    if notice.kind == Kind.REMINDER and datetime.fromisoformat(notice.facts["starts_at"]) != booking.starts_at:
        return False
    return booking.is_cancelled if notice.kind in NO_VISIT else booking.status == Status.CONFIRMED


def _urgent_at(news: News, at: datetime) -> datetime:
    """Whoever was moved may come at the old time."""
    was = news.was_at if news.kind == Kind.CHANGE else None
    return min(was, news.booking.starts_at) if was and was > at else news.booking.starts_at


def _next_open_day(centre: Centre, at: datetime) -> date | None:
    today = local_date(at, centre.zone)
    days = opening_days(centre, today + ONE_DAY, today + LONGEST_CLOSURE * ONE_DAY)
    return next((day.on for day in days if day.open), None)


def _reminders(centre: Centre, on: date, at: datetime) -> list[ToTell]:
    """Visits of this day whose people nobody can write to, unless they booked, or chose this time, only today."""
    coming = whom_nobody_writes_to(
        Booking.objects.filter(
            centre=centre,
            status=Status.CONFIRMED,
            starts_at__gte=midnight(on, centre.zone),
            starts_at__lt=midnight(on + ONE_DAY, centre.zone),
        ).select_related("centre", "service", "resource", "person", "booked_by")
    )
    made_at = dict(
        BookingEvent.objects.filter(booking__in=coming, move__in=MADE).values_list("booking").annotate(last=Max("at"))
    )
    today = midnight(local_date(at, centre.zone), centre.zone)
    return [
        ToTell(f"tomorrow:{on}:{booking.pk}", News(booking, Kind.REMINDER), booking.starts_at)
        for booking in coming
        if made_at.get(booking.pk, booking.created_at) < today
    ]


def _events(written: list[Notice]) -> dict[int, list[BookingEvent]]:
    """What people are told of, or are about to be, by booking, the latest last."""
    events = BookingEvent.objects.filter(booking__in={each.booking_id for each in written}, move__in=OF_MOVE)
    told = {each.facts.get("event") for each in written}
    found: dict[int, list[BookingEvent]] = defaultdict(list)
    for event in events.order_by("version"):
        if event.notice_due or event.pk in told:
            found[event.booking_id].append(event)
    return found


def _add_calls(listed: list[ToTell]) -> None:
    by_about = {each.about: each for each in listed}
    for call in Call.objects.filter(about__in=by_about).select_related("by").order_by("pk"):
        by_about[call.about].calls.append(call)


def _reason(key: str) -> str:
    """A notice's key without whom it is for."""
    return key.rpartition(":")[0]
