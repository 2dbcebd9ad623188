"""What a centre file holds: the words of each of its tables, by the name of the field that each fills.

One table of words serves reading and writing, so that what is written reads back the same.
docs/reference/centre-file.md explains them to a town.
"""

from officine.catalogue.centre_file import words
from officine.catalogue.centre_file.words import Word

FORMAT = 1
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
KINDS = ("desk", "counter")

MUNICIPALITY = {
    "name": words.text(120),
    "region": words.text(60, ""),
    "cadastral_code": words.text(4, shape=words.CADASTRAL, like="A210"),
    "postcode": words.text(5, "", words.POSTCODE, "00051"),
    "population": words.number(0, 2_000_000_000, None),
    "sender_name": words.text(120, ""),
    "sender_email": words.text(254, "", words.EMAIL, "ufficio@comune.example.it"),
    "texts": words.named_texts(),
}

PATRON = {"name": words.text(80, ""), "on": words.day_of_year()}

CENTRE = {
    "slug": words.text(60, shape=words.SLUG, like="allumiere"),
    "name": words.text(120),
    "address": words.text(200),
    "phone": words.text(30, ""),
    "email": words.text(254, "", words.EMAIL, "officine@comune.example.it"),
    "timezone": words.zone(),
    "opened_on": words.day(None),
    "open_to_non_residents": words.flag(True),
    "keeps_national_holidays": words.flag(True),
    "phone_hours": words.texts(),
    "equipment": words.text_lists(),
    "printing": words.texts(),
    "access": words.named_texts(),
    "funding": words.anything(),
    "floor_plan": words.anything(),
}

VALIDITY = {"valid_from": words.day(None), "valid_until": words.day(None)}

SEASON = {"name": words.text(60), "first": words.day_of_year(), "last": words.day_of_year()}

CLOSURE = {
    "first": words.day(),
    "last": words.day(),
    "every_year": words.flag(False),
    "is_sudden": words.flag(False),
    "opens": words.clock_time(None),
    "closes": words.clock_time(None),
    "desk": words.text(40, None),
    "counter": words.text(40, None),
    "reason": words.texts(),
}

RESOURCE = {
    "name": words.text(40),
    "position": words.number(missing=0),
    "is_active": words.flag(True),
    "offers": words.word_list(),
    "place": words.anything(),
}

SHIFT = {"starts_at": words.instant(), "ends_at": words.instant(), "on": words.day()}

SERVICE = {
    "slug": words.text(60, shape=words.SLUG, like="spid"),
    "kind": words.one_of(*KINDS),
    "audience": words.one_of("everyone", "citizens", "businesses"),
    "position": words.number(missing=0),
    "is_active": words.flag(True),
    "step_minutes": words.number(1, 1440),
    "shortest_minutes": words.number(1, 1440),
    "longest_minutes": words.number(1, 1440),
    "buffer_minutes": words.number(0, 1440, 0),
    "asks_deadline": words.flag(False),
    "name": words.texts(),
    "about": words.texts(),
    "boundary": words.texts(),
    "bring": words.text_lists(),
    "know": words.text_lists(),
}

NEED = {
    "position": words.number(missing=0),
    "is_active": words.flag(True),
    "name": words.texts(),
    "bring": words.text_lists(),
    "know": words.text_lists(),
}

RULE_FIGURES: dict[str, Word] = {
    "horizon_days": words.number(0, 730),
    "notice_minutes": words.number(0, 1_000_000),
    "cancel_until_minutes": words.number(0, 1_000_000),
    "minutes_in_7_days": words.number(0, 10_080, None),
    "active_bookings": words.number(missing=None),
    "active_until_verified": words.number(missing=None),
}

RULE: dict[str, Word] = {
    "version": words.number(1),
    "in_force_from": words.day(),
    **RULE_FIGURES,
    "made_at": words.instant(None),
}
