"""Calendar files, read back with a parser and taken out of real mails."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default as modern

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from icalendar import Calendar

from officine.bookings import actions
from officine.bookings.actions import Wish
from officine.bookings.models import Booking
from officine.notices.calendar import booking_ics, feed_ics, invitation_ics
from officine.notices.collect import collect
from officine.notices.compose import compose
from officine.notices.models import Notice
from tests import cast
from tests.cast import MONDAY, NOW, rome

pytestmark = pytest.mark.django_db

PROPERTIES = {
    *("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION"),
    *("STATUS", "CLASS", "TRANSP", "ORGANIZER", "URL"),
}


def entry(ics):
    (found,) = Calendar.from_ical(ics).events
    return found


def parts(kind):
    """The mail of the one notice of this kind, as it comes out at the other end, and its parts by content type."""
    collect(NOW)
    mail = compose(Notice.objects.get(kind=kind), NOW)
    message = message_from_bytes(mail.message().as_bytes(linesep="\r\n"), policy=modern)
    return message, {part.get_content_type(): part for part in message.walk()}


def test_an_entry_has_time_place_code_and_nothing_of_the_need(book, spid, alice):
    booking = book(alice, spid, start=rome(MONDAY + timedelta(days=1), 10))
    found = entry(booking_ics(booking))
    assert found["SUMMARY"] == "Appuntamento alle Officine Municipali"
    assert found["LOCATION"] == "Officine Municipali, Torrione, Allumiere"
    assert found["DESCRIPTION"] == f"Codice della prenotazione: {booking.spoken_code}"
    assert found["DTSTART"].dt == booking.starts_at
    assert found["DTEND"].dt == booking.ends_at
    assert booking_ics(booking).count(b"DTSTART:20261124T090000Z\r\n") == 1
    assert (found["STATUS"], found["SEQUENCE"]) == ("CONFIRMED", booking.version)
    assert found["ORGANIZER"] == "mailto:officine@allumiere.example"
    assert found["DTSTAMP"].dt == NOW
    assert set(found) == PROPERTIES
    assert b"METHOD:PUBLISH\r\n" in booking_ics(booking)


def test_a_desk_is_named_in_its_entry(book, coworking, alice):
    booking = book(alice, coworking)
    assert entry(booking_ics(booking))["SUMMARY"] == f"Postazione {booking.resource.name}, Officine Municipali"


def test_the_entry_stays_the_same_and_its_sequence_grows(book, coworking, alice):
    by = cast.account_of(alice)
    booking = book(alice, coworking)
    made = entry(booking_ics(booking))
    wish = Wish(coworking, rome(MONDAY + timedelta(days=3), 15), minutes=60)
    moved_booking = actions.reschedule(booking, wish, by=by, at=NOW + timedelta(hours=1))
    moved = entry(booking_ics(moved_booking))
    gone = entry(booking_ics(actions.cancel(moved_booking, by=by, at=NOW + timedelta(hours=2))))
    assert made["UID"] == moved["UID"] == gone["UID"]
    assert made["SEQUENCE"] < moved["SEQUENCE"] < gone["SEQUENCE"]
    assert moved["DTSTART"].dt == rome(MONDAY + timedelta(days=3), 15)
    assert moved["DTSTAMP"].dt == NOW + timedelta(hours=1)
    assert gone["STATUS"] == "CANCELLED"


def test_a_confirmation_invites(book, coworking, alice):
    booking = book(alice, coworking)
    message, found = parts("confirmation")
    assert [part.get_content_type() for part in message.iter_parts()] == ["multipart/alternative", "application/ics"]
    alternative = next(message.iter_parts())
    kinds = [part.get_content_type() for part in alternative.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    calendar = found["text/calendar"]
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_content_charset() == "utf-8"
    assert found["application/ics"].get_filename() == "officine.ics"
    assert found["application/ics"].get_payload(decode=True) == invitation_ics(booking, "alice@example.org")
    assert b"METHOD:REQUEST\r\n" in invitation_ics(booking, "alice@example.org")
    invited = entry(calendar.get_payload(decode=True))
    assert invited["ATTENDEE"] == "mailto:alice@example.org"
    assert invited["ATTENDEE"].params["RSVP"] == "FALSE"


def test_a_change_invites_to_the_new_time(book, coworking, alice):
    wish = Wish(coworking, rome(MONDAY + timedelta(days=3), 15), minutes=60)
    actions.reschedule(book(alice, coworking), wish, by=cast.account_of(alice), at=NOW)
    _, found = parts("change")
    assert found["text/calendar"].get_param("method") == "REQUEST"
    assert entry(found["text/calendar"].get_payload(decode=True))["DTSTART"].dt == wish.starts_at


def test_a_cancellation_takes_the_entry_back(book, coworking, alice):
    booking = actions.cancel(book(alice, coworking), by=cast.account_of(alice), at=NOW)
    _, found = parts("cancellation")
    assert found["text/calendar"].get_param("method") == "CANCEL"
    ics = found["text/calendar"].get_payload(decode=True)
    assert b"METHOD:CANCEL" in ics
    assert (entry(ics)["STATUS"], entry(ics)["SEQUENCE"]) == ("CANCELLED", booking.version)


def test_a_reminder_leaves_the_calendar_alone(book, coworking, alice):
    booking = book(alice, coworking)
    facts = {"starts_at": booking.starts_at.isoformat()}
    Notice.objects.create(key="x", kind="reminder", booking=booking, to="alice@example.org", facts=facts)
    message, found = parts("reminder")
    assert message.get_content_type() == "multipart/alternative"
    assert set(found) == {"multipart/alternative", "text/plain", "text/html"}


def test_a_feed_reads_as_many_bookings_with_as_many_queries(book, coworking, alice, django_assert_num_queries):
    made = [book(alice, coworking, rome(MONDAY + timedelta(days=day), 9)) for day in range(1, 4)]
    actions.cancel(made[2], by=cast.account_of(alice), at=NOW)
    for few in (made[:1], made):
        with django_assert_num_queries(2):
            events = Calendar.from_ical(feed_ics(few)).events
        assert len(events) == len(few)
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert "ATTENDEE" not in events[0]


def test_an_empty_feed_is_a_calendar():
    assert Calendar.from_ical(feed_ics([])).events == []


def test_what_a_feed_costs_does_not_hang_on_how_it_was_asked_for(book, coworking, alice):
    book(alice, coworking)
    assert len(Calendar.from_ical(feed_ics(Booking.objects.all())).events) == 1


HOSTILE = st.text(max_size=60) | st.sampled_from(
    [
        "a\r\nATTENDEE:mailto:x@y.it",
        "a\nEND:VEVENT\nBEGIN:VALARM",
        'a"b;X=1:c',
        "\\nX-A:1",
        "a\u2028b\x85c\x0bd",
        "\r",
        ",",
    ]
)


class InjectionTest(TestCase):
    """Names and texts stay values, whatever they hold."""

    @given(name=HOSTILE, address=HOSTILE, desk=HOSTILE, sender=HOSTILE, phone=HOSTILE)
    def test_texts_add_no_property(self, name, address, desk, sender, phone):
        name, address, desk, sender, phone = (text.replace("\x00", "") for text in (name, address, desk, sender, phone))
        centre = cast.centre(
            municipality=cast.municipality(sender_name=sender[:60], sender_email="officine@allumiere.example"),
            name=name,
            address=address,
            phone=phone[:30],
        )
        (place,) = cast.desks(centre, 1)
        type(place).objects.filter(pk=place.pk).update(name=desk[:40])
        alice = cast.person()
        wish = Wish(cast.coworking(centre), rome(MONDAY + timedelta(days=1), 9), minutes=60)
        booking = actions.book(wish, person=alice, by=cast.account_of(alice), channel="web", at=NOW)
        for ics in (booking_ics(booking), feed_ics([booking]), invitation_ics(booking, "alice@example.org")):
            calendar = Calendar.from_ical(ics)
            assert calendar.subcomponents == calendar.events
            assert calendar.events[0].subcomponents == []
            assert set(calendar.events[0]) - {"ATTENDEE"} == PROPERTIES
            assert calendar.events[0].errors == calendar.errors == []
            assert not [line for line in ics.split(b"\r\n") if b"\n" in line or b"\r" in line]
            assert set(calendar.events[0]["ORGANIZER"].params) <= {"CN"}
