"""What each kind of problem means, for the documentation page: the anchors that `type` points at."""

from officine.rules.refusals import Rule

RULES = {
    Rule.TAKEN: "No place is free at that time, or the one asked for is not: somebody was first. Answered with 409.",
    Rule.CLOSED: "The centre is closed then, or the booking would not end within opening hours.",
    Rule.GRID: "Bookings begin and end on the steps of a grid.",
    Rule.LENGTH: "A booking of this service is longer or shorter than that.",
    Rule.HORIZON: "The day cannot be booked yet: “next_yes_at” says from when.",
    Rule.NOTICE: "It is too late to book this time.",
    Rule.PAST: "The time is past.",
    Rule.ACTIVE_BOOKINGS: "The person has as many bookings to come as one may have.",
    Rule.ACTIVE_UNTIL_VERIFIED: "Until a person has shown a document once, fewer bookings are possible at a time.",
    Rule.HOURS_IN_7_DAYS: "The person would have more hours in some 7 days in a row than one may have.",
    Rule.SAME_TIME: "The person has another booking at that time.",
    Rule.CANCEL_UNTIL: "It is too late to cancel by oneself.",
    Rule.STATUS: "The booking is over, or cancelled by the town.",
    Rule.CHANGED: "The booking was changed by somebody else at that moment. Answered with 409.",
}

KINDS = {
    "invalid": "A part of the request is missing or malformed: “errors” lists each.",
    "key-reused": "The Idempotency-Key came before with another request.",
    "no-person": "The token's account has not been registered as a person.",
    **{rule.value: sentence for rule, sentence in RULES.items()},
}
