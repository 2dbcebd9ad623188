"""The cast: a small town with one centre, and the people who come there."""

from datetime import UTC, date, datetime, time, timedelta

from officine.catalogue.models import Centre, OpeningHours, Resource, Rule, Service, Shift
from officine.people.models import Account, Acting, Municipality, Person

# A Monday morning before the centre opens, in UTC (08:00 in Rome).
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 23)


def rome(on: date, hour: int, minute: int = 0) -> datetime:
    """An instant by the clock in Rome in winter (UTC+1)."""
    return datetime.combine(on, time(hour, minute), UTC) - timedelta(hours=1)


def municipality(**fields: object) -> Municipality:
    return Municipality.objects.get_or_create(
        cadastral_code="A210", defaults={"name": "Comune di Allumiere", "region": "Lazio", **fields}
    )[0]


def centre(**fields: object) -> Centre:
    """A centre open from Monday to Friday, 9 to 13 and 14 to 18."""
    made = Centre.objects.create(
        **{
            "municipality": municipality(),
            "slug": "allumiere",
            "name": "Officine Municipali",
            "address": "Torrione",
        }
        | fields
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(centre=made, weekday=weekday, opens=opens, closes=closes)
        for weekday in range(5)
        for opens, closes in ((time(9), time(13)), (time(14), time(18)))
    )
    return made


def desks(at: Centre, count: int = 10) -> list[Resource]:
    return [
        Resource.objects.create(centre=at, kind="desk", name=str(number), position=number)
        for number in range(1, count + 1)
    ]


def coworking(at: Centre, **fields: object) -> Service:
    """Desks from one to eight hours; `fields` that are a rule's go to its first version."""
    return service(
        at,
        **{
            "slug": "coworking",
            "kind": "desk",
            "audience": "everyone",
            "name": {"it": "Coworking", "en": "Coworking"},
            "step_minutes": 30,
            "shortest_minutes": 60,
            "longest_minutes": 480,
            "horizon_days": 14,
            "notice_minutes": 0,
            "cancel_until_minutes": 120,
            "minutes_in_7_days": 1200,
            "active_bookings": 4,
        }
        | fields,
    )


def spid(at: Centre, **fields: object) -> Service:
    return service(
        at,
        **{
            "slug": "spid",
            "kind": "counter",
            "audience": "citizens",
            "name": {"it": "Attivazione SPID", "en": "SPID activation"},
            "step_minutes": 15,
            "shortest_minutes": 45,
            "longest_minutes": 45,
            "horizon_days": 60,
            "notice_minutes": 60,
            "cancel_until_minutes": 240,
            "active_bookings": 1,
        }
        | fields,
    )


RULE_FIELDS = (
    "horizon_days",
    "notice_minutes",
    "cancel_until_minutes",
    "minutes_in_7_days",
    "active_bookings",
    "active_until_verified",
)


def service(at: Centre, **fields: object) -> Service:
    rule = {name: fields.pop(name) for name in RULE_FIELDS if name in fields}
    made = Service.objects.create(centre=at, **fields)
    Rule.objects.create(**{"service": made, "version": 1, "in_force_from": date(2025, 12, 30)} | rule)
    return made


def counter(at: Centre, *services: Service, name: str = "Sportello", days: int = 5, **hours: int) -> Resource:
    """A counter with a morning shift (9 to 13) on each of the next days from MONDAY, weekends too."""
    made = Resource.objects.create(centre=at, kind="counter", name=name)
    for offset in range(days):
        on = MONDAY + timedelta(days=offset)
        shift = Shift.objects.create(
            centre=at,
            counter=made,
            on=on,
            starts_at=rome(on, hours.get("opens", 9)),
            ends_at=rome(on, hours.get("closes", 13)),
        )
        shift.services.set(services)
    return made


def account(email: str = "alice@example.org") -> Account:
    return Account.objects.create_user(email)


def person(email: str = "alice@example.org", *, verified: bool = True, **fields: object) -> Person:
    """A person with an account of their own; verified, unless said otherwise."""
    made = Person.objects.create(
        **{
            "municipality": municipality(),
            "given_name": email.split("@")[0].capitalize(),
            "family_name": "Rossi",
            "email": email,
            "verified_at": NOW if verified else None,
        }
        | fields
    )
    Acting.objects.create(account=account(email), person=made, relation="self")
    return made


def account_of(who: Person) -> Account:
    return Account.objects.get(acting__person=who, acting__relation="self")
