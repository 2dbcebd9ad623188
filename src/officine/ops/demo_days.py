"""The made-up days of the demo: people book, come, cancel or stay away, from three weeks ago to two weeks ahead.

Everything goes through the verbs that a person's clicks go through, in the order in which it would have happened.
"""

import heapq
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count
from random import Random

from officine.bookings.actions import Details, Wish, arrive, book, cancel, finish, miss
from officine.bookings.finding import slots
from officine.bookings.models import Booking
from officine.catalogue.models import Centre, Service
from officine.catalogue.opening import opening_days
from officine.ops.demo_people import People, Visitor
from officine.people.models import Account
from officine.rules.availability import Span
from officine.rules.days import local_date
from officine.rules.refusals import Refused

BACK, AHEAD = timedelta(days=21), timedelta(days=14)
Happening = Callable[[datetime], object]


class Days:
    """What is going to happen, in order of time; each happening may bring about later ones."""

    def __init__(self, centre: Centre, people: People, operators: list[Account], at: datetime, dice: Random) -> None:
        self.centre = centre
        self.people = people
        self.operators = operators
        self.at = at
        self.dice = dice
        self._coming: list[tuple[datetime, int, Happening]] = []
        self._turn = count()

    def live(self) -> None:
        """Lets all of it happen, up to now."""
        today = local_date(self.at, self.centre.zone)
        services = list(self.centre.services.filter(is_active=True).order_by("position", "pk"))
        for service in services:
            service.centre = self.centre
        for day in opening_days(self.centre, today - BACK, today + AHEAD):
            if day.open:
                self._plan_desks(services, day.on, day.open)
                self._plan_appointments(services, day.on, day.open)
        while self._coming and self._coming[0][0] <= self.at:
            moment, _turn, happening = heapq.heappop(self._coming)
            try:
                happening(moment)
            except Refused:
                continue  # not every wish comes true

    def _then(self, moment: datetime, happening: Happening) -> None:
        heapq.heappush(self._coming, (moment, next(self._turn), happening))

    def _plan_desks(self, services: list[Service], on: date, open_spans: list[Span]) -> None:
        desks = [service for service in services if service.is_for_desks]
        whole = Span(open_spans[0].start, open_spans[-1].end)
        for visitor in self.people.coworkers:
            if desks and self.dice.random() < 0.35:
                span = self.dice.choice([*open_spans, *open_spans, whole])
                wish = Wish(self.dice.choice(desks), span.start, ends_at=span.end)
                self._then(self._booked_before(span.start, 10), self._booking(visitor, partial(_same, wish)))

    def _plan_appointments(self, services: list[Service], on: date, open_spans: list[Span]) -> None:
        topics = [service for service in services if not service.is_for_desks]
        for _number in range(self.dice.randint(2, 6) if topics else 0):
            service = self.dice.choice(topics)
            visitors = self.people.businesses if service.audience == "businesses" else self.people.citizens
            find = self._some_slot(service, on)
            self._then(self._booked_before(open_spans[0].start, 20), self._booking(self.dice.choice(visitors), find))

    def _some_slot(self, service: Service, on: date) -> Callable[[datetime], Wish | None]:
        def find(at: datetime) -> Wish | None:
            free = [span for span, places in slots(service, on, on, service.shortest_minutes, at) if places]
            return Wish(service, self.dice.choice(free).start) if free else None

        return find

    def _booked_before(self, start: datetime, most_days: int) -> datetime:
        """When somebody booked: some days and hours before the day in question; what is ahead, before now."""
        hours = min(self.dice.expovariate(1 / 72), most_days * 24) + 1
        return min(start - timedelta(hours=hours), self.at - timedelta(minutes=self.dice.randint(1, 60 * 24 * 6)))

    def _booking(self, visitor: Visitor, find: Callable[[datetime], Wish | None]) -> Happening:
        def happen(at: datetime) -> None:
            wish = find(at)
            if wish is None:
                return
            by = visitor.account or self.dice.choice(self.operators)
            booking = book(
                wish,
                person=visitor.person,
                by=by,
                channel="web" if visitor.account else "phone",
                role="person" if visitor.account else "staff",
                at=at,
                details=self._details(wish.service),
                business=visitor.business if wish.service.audience == "businesses" else None,
            )
            self._afterwards(booking, by)

        return happen

    def _details(self, service: Service) -> Details:
        if service.is_for_desks:
            return Details()
        needs = list(service.needs.filter(is_active=True).order_by("position", "pk"))
        in_days = self.dice.randint(5, 40)
        asks = service.asks_deadline and self.dice.random() < 0.4
        return Details(
            need=self.dice.choice(needs) if needs else None,
            deadline_on=local_date(self.at, self.centre.zone) + timedelta(days=in_days) if asks else None,
            ground_floor=self.dice.random() < 0.08,
            private_talk=self.dice.random() < 0.06,
            with_companion=self.dice.random() < 0.1,
        )

    def _afterwards(self, booking: Booking, by: Account) -> None:
        """Most come and go; some cancel in time; a few stay away."""
        operator = self.dice.choice(self.operators)
        fate = self.dice.random()
        late = timedelta(minutes=self.dice.randint(-6, 12))
        if fate < 0.1:
            deadline = booking.starts_at - timedelta(minutes=booking.rule.cancel_until_minutes)
            made = booking.created_at
            role = "person" if booking.channel == "web" else "staff"
            self._then(
                made + (deadline - made) * self.dice.random(), lambda at: cancel(booking, by=by, at=at, role=role)
            )
        elif fate < 0.16:
            self._then(booking.starts_at + timedelta(minutes=30), lambda at: miss(booking, by=operator, at=at))
        else:
            self._then(booking.starts_at + late, lambda at: arrive(booking, by=operator, at=at))
            self._then(booking.ends_at, lambda at: finish(booking, by=operator, at=at))


def _same(wish: Wish, _at: datetime) -> Wish:
    """Whoever wants a desk for a half-day wants the same at any time."""
    return wish
