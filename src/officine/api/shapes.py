"""The shapes of what goes in and out. The descriptions are the text of the documentation page."""

import hashlib
import json
import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from ninja import Field, Header, Path, Query, Schema
from pydantic import BeforeValidator, ConfigDict, WithJsonSchema
from pydantic_core import PydanticCustomError

SLUG = r"^[-a-zA-Z0-9_]+$"
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
INSTANT = re.compile(DAY.pattern + r"[Tt]\d\d:\d\d(:\d\d(\.\d{1,6})?)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
# Far from the ends of the calendar, where a shift by an offset has no result.
YEARS = range(2000, 2100)
LONGEST_MINUTES = 24 * 60


def _day(said: object) -> date:
    try:
        if isinstance(said, str) and DAY.fullmatch(said) and (day := date.fromisoformat(said)).year in YEARS:
            return day
    except ValueError:
        pass
    raise PydanticCustomError("not_a_day", "must be a day")


def _instant(said: object) -> datetime:
    try:
        if isinstance(said, str) and INSTANT.fullmatch(said):
            moment = datetime.fromisoformat(said.upper())
            if moment.year in YEARS:
                return moment.astimezone(UTC)
    except ValueError:
        pass
    raise PydanticCustomError("not_an_instant", "must be an instant with its offset")


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Instant = Annotated[datetime, BeforeValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})]
InstantOut = Annotated[str, Field(json_schema_extra={"format": "date-time"}, examples=["2026-11-24T09:00:00+01:00"])]
Slug = Annotated[str, Field(pattern=SLUG, max_length=60)]

CentreSlug = Annotated[str, Path(description="The centre.", examples=["allumiere"])]
Code = Annotated[
    str, Path(description="The code of a booking; small letters and dashes do not matter.", examples=["7KMQ-W3XN"])
]
ServiceQuery = Annotated[
    str, Query(pattern=SLUG, max_length=60, description="The slug of a service.", examples=["coworking"])
]
FromQuery = Annotated[Day, Query(alias="from", description="The first day.", examples=["2026-11-23"])]
ToQuery = Annotated[
    Day, Query(alias="to", description="The last day, included; at most 62 days in all.", examples=["2026-11-29"])
]
MinutesQuery = Annotated[
    int | None,
    Query(ge=1, le=LONGEST_MINUTES, description="How long; the shortest of the service if not given.", examples=[60]),
]
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[\x20-\x7e]+$",
        description="A text of your own, new for each booking, such as a UUID. Sent again, it gets the same answer.",
        examples=["0b1f3c52-8f0e-4f43-9d0b-3d6e1f2a7c11"],
    ),
]


class CentreOut(Schema):
    slug: str = Field(description="What its other addresses and bookings call it.", examples=["allumiere"])
    name: str = Field(description="For people.", examples=["Officine Municipali"])
    address: str = Field(description="Where it is.")
    timezone: str = Field(description="Its times are by the clocks of this zone.", examples=["Europe/Rome"])


class ServiceOut(Schema):
    slug: str = Field(description="What bookings call it.", examples=["coworking"])
    name: str = Field(description="In the language asked for.", examples=["Coworking"])
    audience: str = Field(description="everyone, citizens or businesses.", examples=["everyone"])
    minutes: list[int] = Field(description="How long a booking may last.", examples=[[60, 90, 120]])


class ResourceOut(Schema):
    id: int = Field(description="What a booking calls “resource”.", examples=[3])
    kind: str = Field(description="desk or counter.", examples=["desk"])
    name: str = Field(description="What stands on it: the number of a desk.", examples=["3"])
    offers: list[str] = Field(
        description="Of step_free, height_adjustable, second_screen, window, socket.", examples=[["window"]]
    )


class Slot(Schema):
    starts_at: InstantOut = Field(description="The beginning.")
    ends_at: InstantOut = Field(description="The end: the next may begin then.")
    free: int = Field(description="How many places one can book.", examples=[7])


class Availability(Schema):
    service: str = Field(description="What was asked for.", examples=["coworking"])
    minutes: int = Field(description="How long each slot is, without the midday break.", examples=[60])
    timezone: str = Field(description="The zone of the centre.", examples=["Europe/Rome"])
    slots: list[Slot] = Field(description="Every step of the grid within opening hours; full ones have free 0.")


class Order(Schema):
    """What to book."""

    model_config = ConfigDict(extra="forbid")

    centre: Slug = Field(description="The slug of a centre.", examples=["allumiere"])
    service: Slug = Field(description="The slug of one of its services.", examples=["coworking"])
    starts_at: Instant = Field(description="The beginning, with its offset.", examples=["2026-11-24T09:00:00+01:00"])
    minutes: int = Field(
        ge=1,
        le=LONGEST_MINUTES,
        strict=True,
        description="How long, without the midday break of a booking that spans it.",
        examples=[60],
    )
    resource: int | None = Field(
        None, ge=1, le=2**63 - 1, strict=True, description="One desk or counter; any if not given.", examples=[3]
    )

    @property
    def fingerprint(self) -> str:
        """The same for two requests that mean the same."""
        said = json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(said.encode()).hexdigest()


class BookingOut(Schema):
    code: str = Field(description="What the booking is called; nobody can guess it.", examples=["7KMQW3XN"])
    status: str = Field(
        description="confirmed, arrived, done, cancelled_by_person, cancelled_by_town or absent.",
        examples=["confirmed"],
    )
    centre: str = Field(description="The slug of the centre.", examples=["allumiere"])
    service: str = Field(description="The slug of the service.", examples=["coworking"])
    resource: int = Field(description="The id of the desk or counter.", examples=[3])
    starts_at: InstantOut = Field(description="The beginning.")
    ends_at: InstantOut = Field(description="The end: the next may begin then.")


class Invalid(Schema):
    """One thing that is wrong with a request: where, and why."""

    detail: str
    pointer: str | None = Field(None, description="A field of the body (JSON pointer).", examples=["#/minutes"])
    parameter: str | None = Field(None, description="A parameter of the address.")
    header: str | None = Field(None, description="A header.")


class ProblemOut(Schema):
    """RFC 9457. A refusal has `rule`, `figures`, `next_yes_at` and `alternatives`; a malformed request has `errors`."""

    type: str = Field(description="Where this kind of problem is explained.")
    title: str
    status: int
    detail: str = Field(description="A sentence for people, in the language asked for.")
    rule: str | None = Field(None, description="Which rule refuses it.", examples=["taken"])
    figures: dict[str, Any] | None = Field(None, description="The person's own figures.")
    next_yes_at: InstantOut | None = Field(None, description="When the answer would be yes, if time alone decides.")
    alternatives: list[Slot] | None = Field(None, description="The free slots nearest to the one asked for.")
    errors: list[Invalid] | None = None
