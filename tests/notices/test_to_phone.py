"""Whom to phone: who cannot be written to and comes on the next open day, and news that reached nobody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.bookings.calls import note_call, take_back_call
from officine.bookings.models import Call
from officine.notices.asked_again import tell_what_to_bring
from officine.notices.collect import collect
from officine.notices.kinds import Kind
from officine.notices.models import Notice
from officine.notices.privacy import forget_account
from officine.notices.recipients import recipients, whom_nobody_writes_to
from officine.notices.reminders import collect_reminders
from officine.notices.retention import keep_no_longer
from officine.notices.short import News, to_say, to_send
from officine.notices.to_phone import to_phone
from officine.people.models import Acting, Person
from officine.rules.refusals import Refused, Rule
from tests import cast
from tests.cast import MONDAY, NOW, rome

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)
FRIDAY = MONDAY + timedelta(days=4)
LAST_WEEK = NOW - timedelta(days=4)


@pytest.fixture
def olga():
    return cast.account("olga@comune.example")


@pytest.fixture
def nina(centre):
    return Person.objects.create(
        municipality=centre.municipality, given_name="Nina", family_name="Conti", phone="0766 96011"
    )


@pytest.fixture
def by_phone(olga):
    """Booked by an operator for somebody on the phone, last week unless said otherwise."""

    def act(person, service, start, *, at=LAST_WEEK):
        minutes = 60 if service.is_for_desks else 45
        wish = Wish(service, start, minutes=minutes)
        return actions.book(wish, person=person, by=olga, channel="phone", at=at, role="staff")

    return act


def left(centre, at=NOW):
    return [(each.booking.person.given_name, to_say(each.news)) for each in to_phone(centre, at).left]


def moved(booking, start, olga, at=NOW):
    wish = Wish(booking.service, start, minutes=60 if booking.service.is_for_desks else 45)
    actions.reschedule(booking, wish, by=olga, at=at, role="staff")
    collect(at)


def test_who_has_no_address_is_reminded_on_the_day_before_and_others_by_mail(coworking, alice, nina, by_phone, book):
    book(alice, coworking, rome(TUESDAY, 9), at=LAST_WEEK)
    desk = by_phone(nina, coworking, rome(TUESDAY, 10)).resource.name
    say = f"Ricorda la visita: martedì 24 novembre alle 10:00, postazione {desk}."
    assert left(coworking.centre) == [("Nina", say)]


def test_on_friday_the_people_of_monday_are_reminded(coworking, nina, by_phone):
    by_phone(nina, coworking, rome(MONDAY, 10))
    listed = to_phone(coworking.centre, NOW - timedelta(days=3))
    assert listed.reminds_of == MONDAY
    assert [each.booking.person for each in listed.left] == [nina]


def test_who_booked_only_today_needs_no_reminder(coworking, nina, by_phone):
    by_phone(nina, coworking, rome(TUESDAY, 10), at=NOW)
    collect(NOW)
    assert left(coworking.centre) == []


def test_a_helper_with_an_address_hears_of_it_instead(coworking, alice, nina, book):
    Acting.objects.create(account=cast.account_of(alice), person=nina, relation="helper")
    book(nina, coworking, rome(TUESDAY, 10), by=cast.account_of(alice), at=LAST_WEEK)
    assert left(coworking.centre) == []


def test_both_ways_to_ask_who_is_written_to_agree(coworking, alice, nina, by_phone, book, olga):
    mine = book(alice, coworking, rome(TUESDAY, 9), at=LAST_WEEK)
    helped = book(nina, coworking, rome(TUESDAY, 10), by=cast.account_of(alice), at=LAST_WEEK)
    spoken = by_phone(nina, coworking, rome(TUESDAY, 12))
    spoken.booked_by = olga  # as where an operator is noted as the one who booked
    bookings = [mine, helped, spoken]
    assert whom_nobody_writes_to(bookings) == [each for each in bookings if not recipients(each)] == [spoken]


def test_a_change_that_nobody_could_be_told_of_is_on_the_list_with_both_times(coworking, nina, by_phone, olga):
    booking = by_phone(nina, coworking, rome(FRIDAY, 10))
    moved(booking, rome(FRIDAY, 15), olga)
    assert left(coworking.centre) == [
        (
            "Nina",
            f"Comunica il nuovo orario: venerdì 27 novembre alle 15:00, postazione {booking.resource.name}. "
            "Prima era venerdì 27 novembre alle 10:00.",
        )
    ]


def test_only_the_last_of_several_changes_is_told(coworking, nina, by_phone, olga):
    booking = by_phone(nina, coworking, rome(FRIDAY, 10))
    moved(booking, rome(FRIDAY, 15), olga)
    moved(booking, rome(FRIDAY, 16), olga)
    assert [each.booking.starts_at for each in to_phone(coworking.centre, NOW).left] == [rome(FRIDAY, 16)]


def test_what_only_the_staff_knows_overtakes_no_news(spid, nina, by_phone, olga):
    """Another counter at the same time is told to nobody: the new time still has to be."""
    other = cast.counter(spid.centre, spid, name="Altro sportello", days=8)
    booking = by_phone(nina, spid, rome(FRIDAY, 10))
    moved(booking, rome(FRIDAY, 11), olga)
    wish = Wish(spid, rome(FRIDAY, 11), minutes=45, resource=other)
    booking.refresh_from_db()
    if booking.resource == other:
        wish = Wish(spid, rome(FRIDAY, 11), minutes=45, resource=spid.centre.resources.get(name="Sportello"))
    actions.reschedule(booking, wish, by=olga, at=NOW, role="staff")
    collect(NOW)
    assert [each.news.kind for each in to_phone(spid.centre, NOW).left] == ["change"]


def test_a_cancellation_by_the_town_is_told_until_the_visit_would_have_begun(coworking, nina, by_phone, olga):
    booking = by_phone(nina, coworking, rome(FRIDAY, 10))
    actions.cancel_by_town(booking, by=olga, at=NOW, reason="closed")
    collect(NOW)
    assert [name for name, _ in left(coworking.centre)] == ["Nina"]
    assert left(coworking.centre, rome(FRIDAY, 10)) == []


def test_who_was_moved_is_as_urgent_as_the_time_at_which_they_would_come_in_vain(coworking, nina, by_phone, olga):
    other = Person.objects.create(municipality=nina.municipality, given_name="Ugo", phone="0766 1")
    booking = by_phone(nina, coworking, rome(TUESDAY, 9))
    by_phone(other, coworking, rome(TUESDAY, 11))
    moved(booking, rome(FRIDAY, 15), olga)
    assert [each.urgent_at for each in to_phone(coworking.centre, NOW).left] == [rome(TUESDAY, 9), rome(TUESDAY, 11)]


def test_a_confirmation_that_came_back_is_on_the_list_once_and_one_that_reached_a_helper_is_not(
    coworking, alice, nina, book
):
    book(alice, coworking, rome(FRIDAY, 9), at=LAST_WEEK)
    nina.email = "nina@example.org"
    nina.save()
    Acting.objects.create(account=cast.account_of(alice), person=nina, relation="helper")
    book(nina, coworking, rome(FRIDAY, 10), by=cast.account_of(alice), at=LAST_WEEK)
    collect(LAST_WEEK)
    Notice.objects.update(status="parked")
    assert [name for name, _ in left(coworking.centre)] == ["Alice", "Nina"]
    Notice.objects.filter(booking__person=nina, to="alice@example.org").update(status="sent")
    assert [name for name, _ in left(coworking.centre)] == ["Alice"]


def test_who_was_told_at_the_desk_is_not_phoned_to_hear_it_again(coworking, nina, by_phone):
    by_phone(nina, coworking, rome(FRIDAY, 10))
    collect(LAST_WEEK)
    assert Notice.objects.get().fault == "no address"
    assert left(coworking.centre) == []


def test_what_to_bring_is_said_by_phone_to_who_cannot_be_written_to(coworking, nina, by_phone):
    booking = by_phone(nina, coworking, rome(FRIDAY, 10))
    tell_what_to_bring(booking, NOW)
    say = f"Di' che cosa portare: venerdì 27 novembre alle 10:00, postazione {booking.resource.name}."
    assert left(coworking.centre) == [("Nina", say)]


def test_one_call_is_enough_for_a_change_and_the_reminder(coworking, nina, by_phone, olga):
    booking = by_phone(nina, coworking, rome(FRIDAY, 10))
    moved(booking, rome(TUESDAY, 10), olga, at=NOW - timedelta(days=1))
    collect_reminders(rome(MONDAY, 10))
    [entry] = to_phone(coworking.centre, NOW).left
    assert entry.news.kind == "change"
    note_call(booking, entry.about, "reached", by=olga, at=NOW)
    listed = to_phone(coworking.centre, NOW)
    assert (listed.left, [each.about for each in listed.done]) == ([], [entry.about])


def test_reached_takes_it_off_no_answer_puts_it_last_and_wrong_number_keeps_it(coworking, nina, by_phone, olga):
    for hour in (9, 10, 11):
        person = Person.objects.create(municipality=nina.municipality, given_name=str(hour))
        by_phone(person, coworking, rome(TUESDAY, hour))
    first, second, third = to_phone(coworking.centre, NOW).left
    note_call(first.booking, first.about, "no_answer", by=olga, at=NOW)
    note_call(second.booking, second.about, "reached", by=olga, at=NOW)
    note_call(third.booking, third.about, "wrong_number", by=olga, at=NOW)
    listed = to_phone(coworking.centre, NOW)
    assert [each.about for each in listed.left] == [third.about, first.about]
    assert [each.about for each in listed.done] == [second.about]
    take_back_call(coworking.centre, Call.objects.get(outcome="reached").pk)
    assert len(to_phone(coworking.centre, NOW).left) == 3


def test_of_two_who_phone_at_once_the_second_is_told_and_a_form_sent_twice_counts_once(coworking, nina, by_phone, olga):
    booking = by_phone(nina, coworking, rome(TUESDAY, 9))
    otto = cast.account("otto@comune.example")
    note_call(booking, "tomorrow", "no_answer", by=olga, at=NOW)
    note_call(booking, "tomorrow", "no_answer", by=olga, at=NOW)
    for outcome in ("reached", "no_answer"):
        with pytest.raises(Refused) as refused:
            note_call(booking, "tomorrow", outcome, by=otto, at=NOW)
        assert refused.value.rule == Rule.CHANGED
    assert (Call.objects.get().outcome, Call.objects.get().by) == ("no_answer", olga)
    note_call(booking, "tomorrow", "reached", by=otto, at=NOW, seen=Call.objects.get().pk)
    assert Call.objects.count() == 2


def test_calls_are_kept_as_long_as_notes(coworking, nina, by_phone, olga, settings):
    booking = by_phone(nina, coworking, rome(TUESDAY, 9))
    note_call(booking, "tomorrow", "reached", by=olga, at=NOW)
    settings.KEEP_DAYS = settings.KEEP_DAYS | {"notes": 30}
    keep_no_longer(NOW + timedelta(days=30))
    assert Call.objects.exists()
    keep_no_longer(NOW + timedelta(days=32))
    assert not Call.objects.exists()


def test_erased_people_and_other_centres_are_not_on_it(coworking, nina, by_phone):
    by_phone(nina, coworking, rome(TUESDAY, 9))
    assert left(cast.centre(slug="tolfa", name="Tolfa")) == []
    account = cast.account("helper@example.org")
    Acting.objects.create(account=account, person=nina, relation="helper")
    forget_account(account, NOW)
    assert left(coworking.centre) == []


def test_three_on_the_list_cost_no_more_queries_than_one(coworking, nina, by_phone, olga):
    def add(hour):
        person = Person.objects.create(municipality=nina.municipality, given_name=str(hour))
        by_phone(person, coworking, rome(TUESDAY, hour))
        moved(by_phone(person, coworking, rome(FRIDAY, hour)), rome(FRIDAY, hour + 5), olga)
        each = to_phone(coworking.centre, NOW).left[0]
        note_call(each.booking, each.about, "no_answer", by=olga, at=NOW)

    counts = []
    for hours in ((9,), (10, 11)):
        for hour in hours:
            add(hour)
        with CaptureQueriesContext(connection) as queries:
            [to_send(each.news) for each in to_phone(coworking.centre, NOW).left]
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert len(to_phone(coworking.centre, NOW).left) == 6


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.CODE, Kind.PROBLEM)])
def test_no_message_names_the_need_whatever_the_town_writes(centre, nina, by_phone, olga, kind):
    hostile = {"it": "Denuncia\r\nBEGIN:VCALENDAR %(when)s <b>", "en": "Denuncia"}
    service = cast.spid(centre, name=hostile, bring={"it": ["Denuncia"], "en": ["Denuncia"]}, active_bookings=None)
    counter = cast.counter(centre, service, name="Sportello\r\n1")
    need = service.needs.create(name=hostile)
    centre.name, centre.phone = "Officine\r\nMunicipali %(when)s", "0766\n1"
    booking = by_phone(nina, service, rome(FRIDAY, 10))
    booking.centre, booking.resource, booking.need = centre, counter, need
    event = booking.events.get()
    event.facts = {"was": {"starts_at": rome(FRIDAY, 9).isoformat()}}
    for language in ("it", "en"):
        nina.language = language
        booking.person = nina
        words = to_send(News(booking, kind, event))
        assert "Denuncia" not in words + to_say(News(booking, kind, event))
        assert len(words.splitlines()) == 1
        assert words.startswith("Officine Municipali %(when)s: ")
        assert ("venerdì 27" in words) == (language == "it")
        assert ("Friday 27" in words) == (language == "en")
