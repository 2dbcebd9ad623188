"""The verbs, one by one."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.bookings.finding import free_resources
from officine.bookings.models import Booking, BookingEvent
from officine.catalogue.models import Service
from officine.rules.availability import Span
from officine.rules.refusals import Refused, Rule
from tests import cast
from tests.cast import MONDAY, NOW, rome

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def coworking():
    centre = cast.centre()
    cast.desks(centre, 2)
    return cast.coworking(centre)


@pytest.fixture
def alice():
    return cast.person("alice@example.org")


def book(person, service, start=None, *, minutes=60, resource=None, at=NOW):
    wish = Wish(service, start or rome(TUESDAY, 9), minutes=minutes, resource=resource)
    return actions.book(wish, person=person, by=cast.account_of(person), channel="api", at=at)


def refusal(*args, **kwargs):
    with pytest.raises(Refused) as caught:
        book(*args, **kwargs)
    return caught.value


def test_a_booking_is_confirmed_with_one_event_that_promises_a_notice(coworking, alice):
    booking = book(alice, coworking)
    assert (booking.status, booking.person, booking.channel, booking.rule.version) == ("confirmed", alice, "api", 1)
    event = BookingEvent.objects.get()
    assert (event.booking, event.move, event.at, event.role, event.notice_due) == (booking, "book", NOW, "person", True)


def test_any_desk_spreads_use(coworking, alice):
    bob = cast.person("bob@example.org")
    first = book(alice, coworking, rome(TUESDAY, 9), minutes=120)
    second = book(bob, coworking, rome(TUESDAY, 14))
    assert second.resource != first.resource


def test_a_full_hour_is_taken_for_the_third(coworking, alice):
    book(alice, coworking)
    book(cast.person("bob@example.org"), coworking)
    assert refusal(cast.person("carol@example.org"), coworking).rule == Rule.TAKEN
    assert Booking.objects.count() == 2


def test_the_database_refuses_two_people_at_one_desk_without_any_python(coworking, alice):
    booking = book(alice, coworking)
    twin = Booking.objects.get(pk=booking.pk)
    twin.pk, twin.code = None, "ABCDEFGH"
    twin.starts_at += timedelta(minutes=30)
    with pytest.raises(IntegrityError, match="bookings_no_overlap"), transaction.atomic():
        twin.save(force_insert=True)
    twin.starts_at = twin.blocked_until  # half-open: the next may begin when this one ends
    twin.ends_at = twin.blocked_until = twin.starts_at + timedelta(hours=1)
    twin.save(force_insert=True)


def test_a_cancelled_place_can_be_booked_again(coworking, alice):
    desk = coworking.centre.resources.first()
    booking = book(alice, coworking, resource=desk)
    actions.cancel(booking, by=cast.account_of(alice), at=NOW)
    assert booking.status == "cancelled_by_person"
    assert book(cast.person("bob@example.org"), coworking, resource=desk).resource == desk


@pytest.mark.parametrize(
    ("start", "minutes", "rule"),
    [
        (rome(MONDAY, 7), 60, Rule.PAST),
        (rome(TUESDAY, 8), 60, Rule.CLOSED),
        (rome(TUESDAY, 12, 30), 60, Rule.CLOSED),
        (rome(TUESDAY, 9, 10), 60, Rule.GRID),
        (rome(TUESDAY, 9), 30, Rule.LENGTH),
        (rome(MONDAY + timedelta(days=5), 9), 60, Rule.CLOSED),
        (rome(MONDAY + timedelta(days=15), 9), 60, Rule.HORIZON),
    ],
)
def test_what_the_day_or_the_rules_do_not_allow_is_refused(coworking, alice, start, minutes, rule):
    assert refusal(alice, coworking, start, minutes=minutes).rule == rule


def test_beyond_the_horizon_the_answer_becomes_yes_at_a_midnight(coworking, alice):
    start = rome(MONDAY + timedelta(days=16), 9)  # the 8th of December is a holiday
    refused = refusal(alice, coworking, start)
    assert refused.next_yes_at == rome(MONDAY + timedelta(days=2), 0)
    assert refusal(alice, coworking, start, at=refused.next_yes_at - timedelta(seconds=1)).rule == Rule.HORIZON
    assert book(alice, coworking, start, at=refused.next_yes_at).status == "confirmed"


def test_a_whole_day_spans_the_break_and_counts_eight_hours(coworking, alice):
    booking = book(alice, coworking, rome(TUESDAY, 9), minutes=480)
    assert (booking.ends_at, booking.open_minutes) == (rome(TUESDAY, 18), 480)


def test_twenty_hours_in_any_seven_days(coworking, alice):
    for offset in (0, 1):
        book(alice, coworking, rome(TUESDAY + timedelta(days=offset), 9), minutes=480)
    refused = refusal(alice, coworking, rome(MONDAY + timedelta(days=7), 9), minutes=300)
    assert (refused.rule, refused.figures) == (
        Rule.HOURS_IN_7_DAYS,
        {"used_minutes": 960, "asked_minutes": 300, "most_minutes": 1200},
    )
    assert book(alice, coworking, rome(MONDAY + timedelta(days=7), 9), minutes=240).open_minutes == 240


def test_the_fifth_active_booking_waits_for_the_first_to_end(coworking, alice):
    for hour in (9, 10, 11, 12):
        book(alice, coworking, rome(TUESDAY, hour))
    refused = refusal(alice, coworking, rome(TUESDAY, 14))
    assert (refused.rule, refused.figures) == (Rule.ACTIVE_BOOKINGS, {"active": 4, "most": 4})
    assert refused.next_yes_at == rome(TUESDAY, 10)
    assert book(alice, coworking, rome(TUESDAY, 14), at=refused.next_yes_at).status == "confirmed"


def test_one_booking_of_a_kind_until_verified(coworking):
    coworking.rules.update(active_until_verified=1)
    dora = cast.person("dora@example.org", verified=False)
    book(dora, coworking, rome(TUESDAY, 9))
    assert refusal(dora, coworking, rome(TUESDAY, 11)).rule == Rule.ACTIVE_UNTIL_VERIFIED


def test_nobody_is_at_two_desks_at_once(coworking, alice):
    book(alice, coworking, rome(TUESDAY, 9), minutes=120)
    assert refusal(alice, coworking, rome(TUESDAY, 10)).rule == Rule.SAME_TIME


def test_moving_keeps_the_code_and_is_one_event(coworking, alice):
    booking = book(alice, coworking)
    code, by = booking.code, cast.account_of(alice)
    actions.reschedule(booking, Wish(coworking, rome(TUESDAY, 9, 30), minutes=90), by=by, at=NOW)
    assert (booking.code, booking.starts_at, booking.open_minutes, booking.version) == (
        code,
        rome(TUESDAY, 9, 30),
        90,
        1,
    )
    assert [event.move for event in booking.events.order_by("id")] == ["book", "reschedule"]


def test_moving_takes_the_rules_in_force_and_the_buffer_along(coworking, alice):
    booking = book(alice, coworking)
    newer = coworking.rules.get()
    newer.pk, newer.version, newer.in_force_from = None, 2, MONDAY
    newer.save(force_insert=True)
    Service.objects.filter(pk=coworking.pk).update(buffer_minutes=15)
    wish = Wish(Service.objects.get(pk=coworking.pk), rome(TUESDAY, 11), minutes=60)
    actions.reschedule(booking, wish, by=cast.account_of(alice), at=NOW)
    assert (booking.rule, booking.blocked_until) == (newer, rome(TUESDAY, 12, 15))


def test_a_booking_that_moves_is_not_in_its_own_way(coworking, alice):
    desk = coworking.centre.resources.first()
    booking = book(alice, coworking, resource=desk)
    wish = Wish(coworking, rome(TUESDAY, 9, 30), minutes=60, resource=desk)
    actions.reschedule(booking, wish, by=cast.account_of(alice), at=NOW)
    assert (booking.resource, booking.starts_at) == (desk, rome(TUESDAY, 9, 30))


def test_the_buffer_is_kept_before_whoever_comes_next_too(alice):
    centre = cast.centre()
    desk = cast.desks(centre, 1)[0]
    service = cast.coworking(centre, buffer_minutes=15)
    book(cast.person("bob@example.org"), service, rome(TUESDAY, 10), resource=desk)
    assert free_resources(service, Span(rome(TUESDAY, 9), rome(TUESDAY, 10)), NOW) == []
    assert refusal(alice, service, rome(TUESDAY, 9), resource=desk).rule == Rule.TAKEN


def test_whoever_books_for_others_is_counted_only_for_those_not_verified(coworking, alice):
    coworking.rules.update(active_until_verified=1, active_bookings=None)
    by = cast.account_of(alice)

    def book_for(number, *, verified, hour):
        who = cast.person(f"{number}@example.org", verified=verified)
        return actions.book(Wish(coworking, rome(TUESDAY, hour), minutes=60), person=who, by=by, channel="web", at=NOW)

    for number, hour in enumerate((9, 10, 11, 12)):
        book_for(f"known{number}", verified=True, hour=hour)
    for number, hour in enumerate((14, 15, 16)):
        book_for(f"new{number}", verified=False, hour=hour)
    with pytest.raises(Refused) as caught:
        book_for("new3", verified=False, hour=17)
    assert (caught.value.rule, caught.value.figures["most"]) == (Rule.ACTIVE_UNTIL_VERIFIED, 3)


def test_a_change_to_a_version_that_is_gone_is_refused(coworking, alice):
    booking = book(alice, coworking)
    by = cast.account_of(alice)
    stale = Booking.objects.get(pk=booking.pk)
    actions.reschedule(booking, Wish(coworking, rome(TUESDAY, 11), minutes=60), by=by, at=NOW)
    with pytest.raises(Refused) as caught:
        actions.cancel(stale, by=by, at=NOW)
    assert caught.value.rule == Rule.CHANGED


def test_cancelling_ends_two_hours_before(coworking, alice):
    booking = book(alice, coworking)
    by = cast.account_of(alice)
    with pytest.raises(Refused) as caught:
        actions.cancel(booking, by=by, at=rome(TUESDAY, 7) + timedelta(seconds=1))
    assert caught.value.rule == Rule.CANCEL_UNTIL
    assert actions.cancel(booking, by=by, at=rome(TUESDAY, 7)).status == "cancelled_by_person"


def test_a_day_at_the_desk(coworking, alice):
    booking = book(alice, coworking)
    by = cast.account("operator@example.org")
    with pytest.raises(Refused):
        actions.miss(booking, by=by, at=rome(TUESDAY, 8))
    actions.arrive(booking, by=by, at=rome(TUESDAY, 9))
    actions.finish(booking, by=by, at=rome(TUESDAY, 10))
    assert (booking.status, booking.arrived_at, booking.left_at) == ("done", rome(TUESDAY, 9), rome(TUESDAY, 10))
    with pytest.raises(Refused) as caught:
        actions.miss(booking, by=by, at=rome(TUESDAY, 11))
    assert caught.value.rule == Rule.STATUS
