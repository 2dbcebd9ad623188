"""What somebody asks for, held against opening hours, grid, length, notice and horizon."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from officine.catalogue.models import Resource, Rule, Service
from officine.catalogue.opening import Calendar, calendar
from officine.rules import availability, limits
from officine.rules.availability import Span
from officine.rules.days import local_date, midnight
from officine.rules.refusals import Overruling, Refused
from officine.rules.refusals import Rule as Why

NOT_OVERRULING = Overruling()


@dataclass(frozen=True, slots=True)
class Wish:
    """A place wanted: until ends_at, or for so many open minutes; at one resource, or at any that serves."""

    service: Service
    starts_at: datetime
    ends_at: datetime | None = None
    resource: Resource | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Fitted:
    """A wish that fits the day and the rules; whether a place is free is another question."""

    wish: Wish
    on: date
    span: Span
    calendar: Calendar  # of that one day
    open_minutes: int
    rule: Rule

    @property
    def blocked(self) -> Span:
        """The span that the guard covers: with the buffer after it."""
        return Span(self.span.start, self.span.end + timedelta(minutes=self.wish.service.buffer_minutes))


def rule_in_force(service: Service, on: date) -> Rule:
    """The version of a service's rules that holds on a day; the first one before any is in force."""
    rules = sorted(service.rules.all(), key=lambda rule: rule.version)  # all(): may have been fetched beforehand
    held = [rule for rule in rules if rule.in_force_from <= on]
    return (held or rules[:1])[-1]


def limits_of(rule: Rule) -> limits.Limits:
    return limits.Limits(
        horizon_days=rule.horizon_days,
        notice_minutes=rule.notice_minutes,
        minutes_in_7_days=rule.minutes_in_7_days,
        active_bookings=rule.active_bookings,
    )


def fit(wish: Wish, at: datetime, overruling: Overruling = NOT_OVERRULING, *, keeps_its_time: bool = False) -> Fitted:
    """The wish as a span of one day of its centre.

    Refuses what is past, too near, too far, closed, off the grid, too short or too long.
    `keeps_its_time`: a booking that only changes its place is neither too late nor too early.
    """
    service, zone = wish.service, wish.service.centre.zone
    on = local_date(wish.starts_at, zone)
    rule = rule_in_force(service, local_date(at, zone))
    if not keeps_its_time:
        opens_at = midnight(on - timedelta(days=rule.horizon_days), zone)
        with overruling.unless():
            limits.refuse_too_early_or_late(on, wish.starts_at, opens_at, limits_of(rule), at)
    day = calendar(service.centre, on, on)
    open_spans = day.days[0].open
    span = _span(wish, open_spans)
    minutes = int(availability.open_time(open_spans, span) / timedelta(minutes=1))
    with overruling.unless():
        _refuse_length(service, minutes)
    return Fitted(wish, on, span, day, minutes, rule)


def _refuse_length(service: Service, minutes: int) -> None:
    shortest, longest = service.shortest_minutes, service.longest_minutes
    if not shortest <= minutes <= longest:
        raise Refused(Why.LENGTH, {"shortest_minutes": shortest, "longest_minutes": longest})


def _span(wish: Wish, open_spans: list[Span]) -> Span:
    step = timedelta(minutes=wish.service.step_minutes)
    if not any(span.start <= wish.starts_at < span.end for span in open_spans):
        raise Refused(Why.CLOSED)
    if not availability.on_grid(open_spans, wish.starts_at, step):
        raise Refused(Why.GRID, {"step_minutes": wish.service.step_minutes})
    if wish.ends_at is None:
        length = timedelta(minutes=wish.minutes or wish.service.shortest_minutes)
        end = availability.end_of(open_spans, wish.starts_at, length)
        if end is None:
            raise Refused(Why.CLOSED)
    else:
        end = wish.ends_at
    if end <= wish.starts_at or not any(span.start < end <= span.end for span in open_spans):
        raise Refused(Why.CLOSED)
    ends_on_grid = availability.on_grid(open_spans, end, step, closing=True)
    if not wish.service.is_for_desks or ends_on_grid:
        return Span(wish.starts_at, end)
    raise Refused(Why.GRID, {"step_minutes": wish.service.step_minutes})
