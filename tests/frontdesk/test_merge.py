"""Two sheets of one person become one: nothing is lost, nothing personal stays behind."""

import random
from datetime import timedelta

import pytest

from officine.bookings.actions import Wish, book
from officine.bookings.merging import BothSignIn, helpers_of, merge, state_of_both
from officine.bookings.models import Booking, BookingNote, Rating, Ticket
from officine.people.models import Acting, Business, Look, Person, PersonEvent
from officine.people.register import own_account
from officine.rules.refusals import Refused, Rule
from tests import cast
from tests.cast import MONDAY, NOW, rome
from tests.in_parallel import in_parallel
from tests.staff import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    centre = cast.centre()
    cast.desks(centre, 10)
    cast.coworking(centre, active_bookings=None, minutes_in_7_days=None)
    staff("olga@comune.example", "operator", centre)
    return centre


@pytest.fixture
def olga(house):
    return house.staff_roles.get().account


def row(house, given_name="Ada", **fields):
    said = {"municipality": house.municipality, "given_name": given_name, "family_name": "Bianchi", "created_at": NOW}
    return Person.objects.create(**said | fields)


def booked(house, person, hour=9, day=0, by=None):
    wish = Wish(house.services.get(), rome(MONDAY + timedelta(days=day), hour))
    return book(wish, person=person, by=by, channel="phone", at=NOW)


def joined(kept, gone, olga, **how):
    asked = {"from_gone": (), "helpers": (), "seen": state_of_both(kept, gone)} | how
    return merge(kept, gone, by=olga, at=NOW, **asked)


def test_everything_goes_to_the_one_that_stays_and_the_other_is_empty_and_leads_there(house, olga):
    kept, gone = row(house), row(house, phone="333 1", email="ada@example.org", verified_at=NOW, verified_by=olga)
    older = row(house, merged_into=gone)
    booking = booked(house, gone)
    BookingNote.objects.create(booking=booking, text="nota")
    Rating.objects.create(centre=house, booking=booking, stars=5)
    ticket = Ticket.objects.create(
        centre=house, on=MONDAY, number=1, service=house.services.get(), person=gone, came_at=NOW
    )
    forno = Business.objects.create(municipality=house.municipality, name="Forno", kind="not_yet")
    gone.businesses.add(forno)
    Look.objects.create(person=gone, account=olga, at=NOW)
    PersonEvent.objects.create(person=gone, what="made", by=olga, at=NOW)
    joined(kept, gone, olga, from_gone=["phone", "email"])
    for each in (kept, gone, older, booking, ticket):
        each.refresh_from_db()
    assert (booking.person, ticket.person, list(kept.businesses.all())) == (kept, kept, [forno])
    assert (kept.phone, kept.email, kept.verified_by) == ("333 1", "ada@example.org", olga)
    assert [gone.full_name, gone.phone, gone.email, gone.folded, gone.verified_at] == ["", "", "", "", None]
    assert (gone.merged_into, older.merged_into) == (kept, kept)
    assert list(kept.events.order_by("pk").values_list("what", "facts")) == [
        ("made", {}),
        ("merged", {"gone": gone.pk}),
    ]
    assert kept.looks.count() == 1


def test_every_link_to_a_person_is_thought_of():
    """A new one must be carried along by merge(), and written here."""
    hidden = [each for each in Person._meta.get_fields(include_hidden=True) if each.auto_created and not each.concrete]
    links = {f"{each.related_model.__name__}.{each.field.name}" for each in hidden}
    assert links == {
        "Acting.person",
        "Booking.person",
        "Business.persons",
        "Business_persons.person",
        "Look.person",
        "Person.merged_into",
        "PersonEvent.person",
        "Ticket.person",
    }


@pytest.mark.parametrize("seed", range(12))
def test_no_booking_is_ever_lost_whatever_the_histories(house, olga, seed):
    dice = random.Random(seed)
    persons = [row(house, f"Ada{chr(97 + number)}") for number in range(5)]
    for _ in range(dice.randint(5, 25)):
        try:
            booked(house, dice.choice(persons), dice.choice((9, 10, 11, 14, 15)), dice.randint(0, 4))
        except Refused:
            continue
    for booking in Booking.objects.all():
        status = dice.choice(("confirmed", "done", "absent", "cancelled_by_person"))
        Booking.objects.filter(pk=booking.pk).update(status=status)
    total = Booking.objects.count()
    each = {person.pk: person.bookings.count() for person in persons}
    facts = list(Booking.objects.order_by("pk").values_list("code", "status", "starts_at", "resource", "version"))
    while len(persons) > 1:
        kept, gone = dice.sample(persons, 2)
        joined(kept, gone, olga)
        each[kept.pk] += each.pop(gone.pk)
        persons.remove(gone)
        assert {person.pk: person.bookings.count() for person in persons} == each
        assert Booking.objects.exclude(person=None).count() == total
    assert (
        list(Booking.objects.order_by("pk").values_list("code", "status", "starts_at", "resource", "version")) == facts
    )


def test_one_who_signs_in_keeps_their_account_and_their_address(house, olga):
    kept, alice = row(house, email="typed@example.org"), cast.person("alice@example.org")
    account = cast.account_of(alice)
    joined(kept, alice, olga)
    kept.refresh_from_db()
    assert own_account(kept) == account
    assert kept.email == "alice@example.org"
    assert list(Acting.objects.values_list("account", "person", "relation")) == [(account.pk, kept.pk, "self")]


def test_the_address_of_one_who_signs_in_is_not_replaced_whatever_was_ticked(house, olga):
    kept, gone = cast.person("ada@example.org"), row(house, email="other@example.org", phone="333 1")
    joined(kept, gone, olga, from_gone=["email", "phone"])
    kept.refresh_from_db()
    assert (kept.email, kept.phone, own_account(kept).email) == ("ada@example.org", "333 1", "ada@example.org")


def test_two_who_sign_in_are_not_joined(house, olga):
    alice, ann = cast.person("alice@example.org"), cast.person("ann@example.org")
    with pytest.raises(BothSignIn):
        joined(alice, ann, olga)
    assert Person.objects.filter(merged_into=None).count() == 2


def test_helpers_go_along_only_when_they_are_named(house, olga):
    """Whoever once typed a name must not come to read all that its bearer books."""
    kept, gone = row(house), row(house)
    daughter, neighbour = cast.account("daughter@example.org"), cast.account("neighbour@example.org")
    for account, person in ((daughter, kept), (daughter, gone), (neighbour, gone)):
        Acting.objects.create(account=account, person=person, relation="helper")
    assert set(helpers_of(kept, gone)) == {daughter, neighbour}
    own = booked(house, gone, by=neighbour)
    booked(house, kept, 11)
    joined(kept, gone, olga, helpers=[daughter.pk])
    assert list(Acting.objects.values_list("account", "person")) == [(daughter.pk, kept.pk)]
    assert list(Booking.objects.of(neighbour)) == [own]
    assert Booking.objects.of(daughter).count() == 2


def test_whoever_booked_for_themselves_as_for_another_is_themselves(house, olga):
    alice = cast.person("alice@example.org")
    other = row(house)
    Acting.objects.create(account=cast.account_of(alice), person=other, relation="helper")
    account = cast.account_of(alice)
    assert helpers_of(other, alice) == []
    joined(other, alice, olga)
    assert Acting.objects.get().relation == "self"
    assert own_account(other) == account


def test_what_was_changed_since_it_was_shown_is_shown_again(house, olga):
    kept, gone = row(house), row(house)
    seen = state_of_both(kept, gone)
    Person.objects.filter(pk=gone.pk).update(phone="333 9")
    with pytest.raises(Refused) as refused:
        joined(kept, gone, olga, seen=seen)
    assert refused.value.rule == Rule.CHANGED


@pytest.mark.parametrize("fault", ["itself", "gone already", "erased"])
def test_what_cannot_be_joined_is_refused(house, olga, fault):
    kept, gone = row(house), row(house)
    if fault == "itself":
        gone = Person.objects.get(pk=kept.pk)
    elif fault == "gone already":
        joined(row(house), gone, olga)
    else:
        Person.objects.filter(pk=gone.pk).update(erased_at=NOW)
    gone.refresh_from_db()
    with pytest.raises(Refused):
        joined(kept, gone, olga)


def test_nobody_books_any_more_for_a_sheet_that_is_gone(house, olga):
    kept, gone = row(house), row(house)
    stale = Person.objects.get(pk=gone.pk)
    joined(kept, gone, olga)
    with pytest.raises(Refused) as refused:
        booked(house, stale)
    assert refused.value.rule == Rule.CHANGED


@pytest.mark.django_db(transaction=True)
def test_bookings_and_merges_at_once_lose_nothing(house, olga):
    kept, gone = row(house), row(house)
    seen = state_of_both(kept, gone)

    def act(number):
        person = Person.objects.get(pk=(kept if number % 2 else gone).pk)
        try:
            if number in (2, 5):
                return bool(joined(kept, gone, olga, seen=seen))
            return booked(house, person, 9 + number // 2).code
        except Refused as refused:
            return refused.rule

    done = in_parallel(8, act)
    codes = {each for each in done if isinstance(each, str) and not isinstance(each, Rule)}
    assert done.count(True) == 1
    assert set(Booking.objects.filter(person=kept).values_list("code", flat=True)) == codes
    assert not Booking.objects.filter(person=gone).exists()
