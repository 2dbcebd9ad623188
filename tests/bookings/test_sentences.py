"""Every refusal, status and event has its sentence, in both languages, with the figures in it."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from officine.bookings.models import Booking, BookingEvent
from officine.bookings.sentences import event_in_words, status_in_words, why
from officine.rules.lifecycle import Move, Status
from officine.rules.refusals import Refused, Rule
from tests.cast import MONDAY, rome
from tests.rules.test_availability import ROME

FIGURES = {
    Rule.GRID: {"step_minutes": 30},
    Rule.LENGTH: {"shortest_minutes": 60, "longest_minutes": 480},
    Rule.HORIZON: {"horizon_days": 14},
    Rule.NOTICE: {"notice_minutes": 60},
    Rule.ACTIVE_BOOKINGS: {"active": 4, "most": 4},
    Rule.ACTIVE_UNTIL_VERIFIED: {"active": 1, "most": 1},
    Rule.HOURS_IN_7_DAYS: {"used_minutes": 1200, "asked_minutes": 60, "most_minutes": 1200},
    Rule.CANCEL_UNTIL: {"cancel_until_minutes": 120},
}


@pytest.mark.parametrize("rule", Rule)
def test_every_refusal_is_said_in_both_languages(rule):
    refused = Refused(rule, FIGURES.get(rule, {}))
    said = {}
    for language in ("it", "en"):
        with override(language):
            said[language] = why(refused, ROME)
    assert said["it"] != said["en"]
    assert all(sentence.endswith(".") and "%" not in sentence for sentence in said.values())


def test_the_sentence_has_the_person_s_figures_and_the_next_yes():
    refused = Refused(Rule.ACTIVE_BOOKINGS, FIGURES[Rule.ACTIVE_BOOKINGS], rome(MONDAY + timedelta(days=1), 10))
    with override("it"):
        assert why(refused, ROME) == (
            "Ci sono già 4 prenotazioni in programma, su 4 possibili per volta. "
            "Potrai chiederlo di nuovo da martedì 24 novembre alle 10:00."
        )
    refused = Refused(Rule.HOURS_IN_7_DAYS, FIGURES[Rule.HOURS_IN_7_DAYS])
    with override("it"):
        assert why(refused, ROME) == (
            "In 7 giorni di seguito si possono prenotare al massimo 20 ore. "
            "Intorno a questo giorno: già prenotato 20 ore; questa prenotazione dura 1 ora."
        )


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_status_and_every_event_has_words(language):
    with override(language):
        assert all(status_in_words(Booking(status=status)) for status in Status)
        assert all(event_in_words(BookingEvent(move=move)) for move in Move)
