"""Who goes where when a place fails: in the order in which people came, each to the nearest place that is left.

Nearest means: the same time at another place, then another time of the same day, then the next day that has room,
there as near as can be to the hour they had chosen. Never an earlier day: plans were made around the one chosen.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from officine.rules.availability import Span, contains, slots
from officine.rules.openings import Day


class Place(NamedTuple):
    """A resource, by its id, for a span of time."""

    resource: int
    span: Span


class Displaced(NamedTuple):
    """A booking that cannot stay: whose it is, where it was, and how many open minutes it needs."""

    key: int
    person: int | None
    service: int
    on: date
    start: datetime
    length: timedelta
    resource: int


@dataclass(frozen=True, slots=True)
class Ground:
    """What one service has left: its days in order, and the spans in which each resource is free for it.

    The free spans leave out the buffer before whatever stands there already. Nobody is asked to come before
    `earliest`, unless at the very time they have.
    """

    days: Sequence[Day]
    free: Mapping[int, Sequence[Span]]
    step: timedelta
    buffer: timedelta
    earliest: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """What has been given away so far: by resource with the buffer, and by person without it."""

    places: defaultdict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))
    persons: defaultdict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))

    def give(self, one: Displaced, place: Place, buffer: timedelta) -> None:
        self.places[place.resource].append(Span(place.span.start, place.span.end + buffer))
        if one.person is not None:
            self.persons[one.person].append(place.span)


def propose(
    displaced: Iterable[Displaced], grounds: Mapping[int, Ground], given: Given | None = None
) -> dict[int, Place | None]:
    """For each, by its key and in the order in which they come, the nearest place left; None where there is none.

    `given`: what is promised already, to them or to others; it grows with what is proposed here.
    """
    given = given or Given()
    proposed: dict[int, Place | None] = {}
    for one in displaced:
        ground = grounds[one.service]
        place = next(places(one, ground, given), None)
        if place is not None:
            given.give(one, place, ground.buffer)
        proposed[one.key] = place
    return proposed


def places(one: Displaced, ground: Ground, given: Given, on: date | None = None) -> Iterator[Place]:
    """Every place that one could have, the nearest first; with `on`, those of that day, earlier days too."""
    for day in ground.days:
        if day.on != on if on else day.on < one.on:
            continue
        wanted = one.start + (day.on - one.on)
        near = sorted(slots(day.open, ground.step, one.length), key=lambda slot: (abs(slot.start - wanted), slot))
        for slot in near:
            if slot.start < ground.earliest and slot.start != one.start:
                continue
            yield from _at(slot, one, ground, given)


def is_free(place: Place, one: Displaced, ground: Ground, given: Given) -> bool:
    """Whether this very place can still be had."""
    return place in _at(place.span, one, ground, given)


def _at(slot: Span, one: Displaced, ground: Ground, given: Given) -> Iterator[Place]:
    """The resources that are free for a slot: their own first, then in the order of the plan."""
    if one.person is not None and _meets(given.persons[one.person], slot):
        return
    blocked = Span(slot.start, slot.end + ground.buffer)
    for resource in sorted(ground.free, key=lambda each: each != one.resource):
        if contains(ground.free[resource], slot) and not _meets(given.places[resource], blocked):
            yield Place(resource, slot)


def _meets(taken: Sequence[Span], span: Span) -> bool:
    return any(other.start < span.end and span.start < other.end for other in taken)
