"""From what a person pressed to the wish they have: a time they were offered, or a part of a day at a desk."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from officine.bookings.wishes import Wish
from officine.catalogue.models import Resource, Service
from officine.catalogue.opening import opening_days
from officine.rules.availability import Span, hull, intersect, open_time
from officine.rules.days import instant

NOON = time(13)
YEARS = range(2001, 2099)  # in every zone these are days of this century, as the pages of days have in their address
MORNING, AFTERNOON, DAY, HOURS = "morning", "afternoon", "day", "hours"


class Unclear(Exception):  # noqa: N818 (a form that says too little is no fault of the program)
    """What was pressed is no wish yet: a sentence for each field that needs one."""

    def __init__(self, **errors: str) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


class Part(NamedTuple):
    """A part of a day that can be booked in one go."""

    name: str
    span: Span


def parts_of_day(service: Service, on: date, open_spans: list[Span], at: datetime) -> list[Part]:
    """What is left of morning, afternoon and day, where it is neither too short nor too long to book."""
    noon = instant(on, NOON, service.centre.zone)
    whole = timedelta(days=1)
    spans = {
        MORNING: hull(intersect(open_spans, [Span(noon - whole, noon)])),
        AFTERNOON: hull(intersect(open_spans, [Span(noon, noon + whole)])),
    }
    if spans[MORNING] and spans[AFTERNOON]:
        spans[DAY] = hull(open_spans)
    return [
        Part(name, left)
        for name, found in spans.items()
        for left in [_left_of(span, open_spans, service, at) for span in found]
        if _fits(service, left, open_spans)
    ]


def starts_and_ends(service: Service, open_spans: list[Span], at: datetime) -> tuple[list[datetime], list[datetime]]:
    """The instants at which a booking of this day may start and end."""
    step, shortest = timedelta(minutes=service.step_minutes), timedelta(minutes=service.shortest_minutes)
    starts, ends = [], []
    for span in open_spans:
        moment = span.start
        while moment < span.end:
            if moment > at and moment + shortest <= span.end:
                starts.append(moment)
            moment += step
            if starts and moment >= starts[0] + shortest:
                ends.append(min(moment, span.end))
    return starts, ends


def read_wish(service: Service, post: QueryDict, at: datetime) -> Wish:
    """The wish in a form: `starts_at` with `ends_at` or `minutes`, or `on`, `part`, `from`, `to`; and `resource`."""
    resource = _resource(service, post.get("resource", ""))
    if "part" not in post and "on" not in post:
        starts_at = _instant(post.get("starts_at", ""))
        if starts_at is None:
            raise Unclear(starts_at=_("Choose a time."))
        minutes = post.get("minutes", "")
        length = int(minutes) if minutes.isascii() and minutes.isdigit() and len(minutes) < 5 else None
        return Wish(service, starts_at, _instant(post.get("ends_at", "")), resource, length)
    on = read_date(post.get("on", ""))
    if on is None:
        raise Unclear(on=_("Choose a day."))
    open_spans = opening_days(service.centre, on, on)[0].open
    if post.get("part") == HOURS:
        span = _chosen_hours(post)
    else:
        parts = dict(parts_of_day(service, on, open_spans, at))
        found = parts.get(str(post.get("part")))
        if found is None:
            raise Unclear(part=_("Choose a part of the day that is still to come."))
        span = found
    return Wish(service, span.start, span.end, resource)


def _left_of(span: Span, open_spans: list[Span], service: Service, at: datetime) -> Span:
    """What is left of a span after `at`, beginning on the grid and while the centre is open."""
    starts, _ends = starts_and_ends(service, open_spans, at)
    return Span(next((start for start in starts if start >= span.start), span.end), span.end)


def _fits(service: Service, span: Span, open_spans: list[Span]) -> bool:
    minutes = open_time(open_spans, span) / timedelta(minutes=1)
    return service.shortest_minutes <= minutes <= service.longest_minutes


def _chosen_hours(post: QueryDict) -> Span:
    start, end = _instant(post.get("from", "")), _instant(post.get("to", ""))
    if start is None or end is None:
        raise Unclear(part=_("Choose from when to when."))
    if end <= start:
        raise Unclear(part=_("The end comes before the start: choose a later end."))
    return Span(start, end)


def _resource(service: Service, text: str) -> Resource | None:
    """The desk or counter of that id at the centre; empty means any."""
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) < 19:
        found = Resource.objects.filter(pk=int(text), centre=service.centre, kind=service.kind, is_active=True).first()
        if found:
            return found
    raise Unclear(resource=_("Choose one of the desks, or any of them."))


def _instant(text: str) -> datetime | None:
    """An instant with its offset; anything else is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not found.tzinfo or found.year not in YEARS:
        return None
    found = found.astimezone(UTC)
    return found if found.year in YEARS else None


def read_date(text: str) -> date | None:
    """A date like 2026-12-01; anything else is none."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in YEARS else None
