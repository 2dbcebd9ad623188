"""What is free: spans of time that are half-open, in UTC, sorted and apart; slots computed, never stored.

docs/explanation/availability.md says how the pieces fit.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple


class Span(NamedTuple):
    """From start (included) to end (excluded), two instants in UTC."""

    start: datetime
    end: datetime


def merge(spans: Iterable[Span]) -> list[Span]:
    """The same moments as sorted spans with a gap between any two; empty ones vanish."""
    merged: list[Span] = []
    for span in sorted(spans):
        if span.start >= span.end:
            continue
        if merged and span.start <= merged[-1].end:
            if span.end > merged[-1].end:
                merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged


def subtract(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """The moments of spans that are in none of taken; both must be merged."""
    left: list[Span] = []
    index = 0
    for start, end in spans:
        while index < len(taken) and taken[index].end <= start:
            index += 1
        look = index
        while look < len(taken) and taken[look].start < end:
            if taken[look].start > start:
                left.append(Span(start, taken[look].start))
            start = max(start, taken[look].end)
            look += 1
        if start < end:
            left.append(Span(start, end))
    return left


def intersect(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """The moments that are in both; both must be merged."""
    both: list[Span] = []
    i = j = 0
    while i < len(one) and j < len(other):
        start, end = max(one[i].start, other[j].start), min(one[i].end, other[j].end)
        if start < end:
            both.append(Span(start, end))
        if one[i].end < other[j].end:
            i += 1
        else:
            j += 1
    return both


def contains(spans: Sequence[Span], wanted: Span) -> bool:
    """Whether one of the merged spans holds the whole of wanted."""
    index = bisect_right(spans, wanted.start, key=lambda span: span.start) - 1
    return index >= 0 and wanted.end <= spans[index].end


def open_time(spans: Sequence[Span], wanted: Span) -> timedelta:
    """How much of wanted is open: the midday break does not count in anyone's hours."""
    return sum((end - start for start, end in intersect(spans, [wanted])), timedelta(0))


def hull(spans: Sequence[Span]) -> list[Span]:
    """From the first opening of a day to its last closing, as one span: a whole day spans the midday break."""
    return [Span(spans[0].start, spans[-1].end)] if spans else []


def end_of(spans: Sequence[Span], start: datetime, length: timedelta) -> datetime | None:
    """When a booking of this length that starts here ends, or None where it does not fit into the day.

    It lies inside one opening; only one that is longer than every opening of the day spans the break,
    and then only the open minutes count.
    """
    inside = [span for span in spans if span.end > start]
    if not inside or inside[0].start > start:
        return None
    if start + length <= inside[0].end:
        return start + length
    if any(length <= span.end - span.start for span in spans):
        return None
    left = length
    for span in inside:
        lasts = span.end - max(start, span.start)
        if left <= lasts:
            return max(start, span.start) + left
        left -= lasts
    return None


def slots(spans: Sequence[Span], step: timedelta, length: timedelta) -> Iterator[Span]:
    """Every span of this length that begins on the grid: each opening's start and every step after it."""
    for span in spans:
        start = span.start
        while start < span.end:
            end = end_of(spans, start, length)
            if end is not None:
                yield Span(start, end)
            start += step


def on_grid(spans: Sequence[Span], moment: datetime, step: timedelta, *, closing: bool = False) -> bool:
    """Whether a booking may start (or, with closing, end) at this moment."""
    for start, end in spans:
        if start <= moment <= end and (moment < end or closing) and (moment > start or not closing):
            return (moment - start) % step == timedelta(0) or (closing and moment == end)
    return False


def free_in(free: Mapping[int, Sequence[Span]], wanted: Span) -> list[int]:
    """The resources, by id, that are free for the whole of wanted."""
    return [resource for resource, spans in free.items() if contains(spans, wanted)]


def count_free(free: Mapping[int, Sequence[Span]], wanted: Iterable[Span]) -> list[tuple[Span, int]]:
    """For each slot, how many resources are free for the whole of it."""
    return [(slot, sum(contains(spans, slot) for spans in free.values())) for slot in wanted]
