"""Who gets what at each address: the whole table. An address that is not in it fails the tests.

A row is `Row(get, post)`. Each says for every role what comes back: a status, or `to("name")` for a redirect to the
address of that name. A row without `post` answers 405 to it; every other method answers 405 everywhere.
To add an address, take the group that fits (PUBLIC, SIGNED_IN, OWNER, staff(…)) and say what those let in get.
"""

from tests.access_groups import (
    BOTH_FACTORS,
    CITIZENS,
    LOCKED,
    MISSING,
    NOT_ALLOWED,
    Row,
    alices_own,
    any_staff,
    at_desk,
    everyone,
    not_registered,
    only_post,
    owner,
    signed_in,
    signed_out,
    staff,
    to,
    with_token,
)

PUBLIC = Row(everyone(200))
FORM = Row(everyone(200), everyone(200))
NO_DRAFT = everyone(to("website:home"))
# A manager's only: for the operators, whatever their session, it does not exist.
MAILBOX = staff(200, "mara") | {"half": MISSING}
STAFF_FORM = Row(any_staff(200), any_staff(200))
# Where one's work is.
TO_WORK = any_staff(to("frontdesk:today")) | {"auditor": to("mfa_index")}

WEBSITE = {
    "website:home": PUBLIC,
    "website:centre": PUBLIC,
    "website:week": PUBLIC,
    "website:day": PUBLIC,
    "website:services": PUBLIC,
    "website:service": PUBLIC,
    "website:times": Row(everyone(to("website:week"))),  # of desks; of counters: 200
    "website:waiting_room": PUBLIC,
    "website:attestation": FORM,
    "website:privacy": PUBLIC,
    "website:legal": PUBLIC,
    "website:accessibility": PUBLIC,
    "website:faq": PUBLIC,
    "website:report_problem": FORM,
    "website:hold": only_post(everyone(MISSING)),  # the form names no service
    "website:release": only_post(NO_DRAFT),
    "website:details": Row(NO_DRAFT, NO_DRAFT),
    "website:applicant": Row(NO_DRAFT, NO_DRAFT),
    "website:code": Row(NO_DRAFT, NO_DRAFT),
    "website:code_again": only_post(NO_DRAFT),
    "website:review": Row(NO_DRAFT, NO_DRAFT),
    "website:my_bookings": Row(signed_in(200)),
    "website:booking": Row(owner(200)),
    "website:booking_accept": only_post(owner(to("website:booking"))),
    "website:booking_cancel": Row(owner(200), owner(to("website:booking"))),
    "website:booking_move": Row(owner(200), owner(409)),  # the form names no time
    "website:booking_repeat": only_post(owner(to("website:review"))),
    "website:booking_ics": Row(owner(200)),
    "website:rating": Row(owner(200), owner(200)),
    "website:rating_why": Row(owner(200), owner(200)),
    "website:manage": FORM,
    "website:link": Row(everyone(to("website:booking"))),  # its token is the right to it
    "website:sign_in": Row(signed_out(200), signed_out(200)),
    "website:sign_in_code": Row(signed_out(to("website:sign_in")), signed_out(to("website:sign_in"))),
    "website:sign_in_code_again": only_post(everyone(to("website:sign_in"))),
    "website:registration": Row(not_registered(200), not_registered(200)),
    "website:sign_out": only_post(NO_DRAFT),
    "website:profile": Row(signed_in(200), signed_in(200)),
    "website:feed_address": only_post(signed_in(to("website:profile"))),
    "website:person_remove": only_post(alices_own(to("website:profile"))),
    "website:business_remove": only_post(alices_own(to("website:profile"))),
    "website:my_data": Row(signed_in(200)),
    "website:profile_delete": Row(signed_in(200), signed_in(to("website:home"))),
    "website:feed": PUBLIC,  # its secret is the right to it
}

# Citizens who come to the staff's door are sent home; staff who are in go to their work.
IN_ALREADY = everyone(to("frontdesk:today"), auditor=to("mfa_index")) | dict.fromkeys(CITIZENS, to("website:home"))

STAFF_SIGN_IN = {
    "account_login": Row(IN_ALREADY | {"nobody": 200}, IN_ALREADY | {"nobody": 200}),
    "mfa_authenticate": Row(IN_ALREADY | {"nobody": to("account_login")}, IN_ALREADY | {"nobody": to("account_login")}),
    "account_logout": Row(everyone(200, nobody=to("account_login")), everyone(to("account_login"))),
    "account_inactive": PUBLIC,
    "account_change_password": STAFF_FORM,
    "account_reauthenticate": STAFF_FORM,
    "mfa_reauthenticate": STAFF_FORM,
    # Olga has a passkey; the others are asked for their password instead.
    "mfa_reauthenticate_webauthn": Row(
        any_staff(to("account_reauthenticate")) | {"olga": 200},
        any_staff(to("account_reauthenticate")) | {"olga": to("account_login")},
    ),
    "mfa_index": Row(any_staff(200), any_staff(NOT_ALLOWED)),
    # They all have an app already.
    "mfa_activate_totp": Row(any_staff(to("mfa_deactivate_totp")), any_staff(to("mfa_deactivate_totp"))),
    # It would be the last factor, but for Olga.
    "mfa_deactivate_totp": Row(any_staff(200), any_staff(200) | {"olga": to("mfa_index")}),
    "mfa_view_recovery_codes": Row(any_staff(200), any_staff(NOT_ALLOWED)),
    "mfa_generate_recovery_codes": Row(any_staff(200), any_staff(to("mfa_view_recovery_codes"))),
    "mfa_list_webauthn": Row(any_staff(to("mfa_index")), any_staff(to("mfa_index"))),
    "mfa_add_webauthn": STAFF_FORM,
    "mfa_remove_webauthn": Row(
        any_staff(MISSING) | {"olga": 200}, any_staff(MISSING) | {"olga": to("mfa_list_webauthn")}
    ),
}

FRONTDESK = {
    "frontdesk:today": Row(staff(to("frontdesk:day"), "olga", "far", "mara")),
    "frontdesk:day": Row(at_desk(200)),
    "frontdesk:arrival": only_post(at_desk(to("frontdesk:day"))),
    "frontdesk:conclusion": only_post(at_desk(to("frontdesk:day"))),
    "frontdesk:absence": only_post(at_desk(to("frontdesk:day"))),
    "frontdesk:undo": only_post(at_desk(to("frontdesk:day"))),
    "frontdesk:live": Row(at_desk(200)),
    "frontdesk:week": Row(at_desk(200)),
    "frontdesk:booking": Row(at_desk(200)),
    "frontdesk:booking_move": Row(at_desk(200), at_desk(409)),  # the form names no time
    "frontdesk:booking_cancel": Row(at_desk(200), at_desk(400)),  # nor why
    "frontdesk:presence": only_post(at_desk(400)),  # nor when they came
    "frontdesk:note": only_post(at_desk(400)),  # nor what to keep
    # Olga wrote it; nobody else takes it away.
    "frontdesk:note_remove": only_post(at_desk(MISSING) | {"olga": to("frontdesk:booking")}),
    "frontdesk:follow_up": Row(at_desk(200), at_desk(409)),
    "frontdesk:what_to_bring": only_post(at_desk(to("frontdesk:booking"))),
    "frontdesk:grid": Row(at_desk(200)),
    "frontdesk:invitation": Row(
        everyone(200, locked=LOCKED), everyone(200, locked=LOCKED) | dict.fromkeys(BOTH_FACTORS, to("mfa_index"))
    ),
    "frontdesk:second_factor": Row(any_staff(to("mfa_index")) | {"half": 200}),
    "frontdesk:book_for": Row(at_desk(200), at_desk(200)),
    "frontdesk:book_for_times": only_post(at_desk(200)),
    "frontdesk:booked_for": Row(at_desk(200)),
    "frontdesk:slip": Row(at_desk(200)),
    "frontdesk:people_matches": only_post(at_desk(200)),
    "frontdesk:to_phone": Row(at_desk(200)),
    "frontdesk:call": only_post(at_desk(to("frontdesk:to_phone"))),  # the form names no call
    "frontdesk:call_undo": only_post(at_desk(to("frontdesk:to_phone"))),
    "frontdesk:lock": Row(TO_WORK | {"locked": 200}, any_staff(200) | {"locked": 200}),
    "frontdesk:unlock": only_post(TO_WORK | {"locked": 200}),  # the form gives no proof
    "frontdesk:activity": only_post(any_staff(204)),
    "frontdesk:unsent": Row(TO_WORK),
    "frontdesk:sessions": Row(any_staff(200)),
    "frontdesk:session_end": only_post(any_staff(to("frontdesk:sessions"))),
    "frontdesk:walk_in": Row(at_desk(200), at_desk(MISSING)),  # the form names no service
    "frontdesk:find": Row(at_desk(200), at_desk(200)),
    "frontdesk:queue": Row(at_desk(200)),
    "frontdesk:ticket": Row(at_desk(200)),
    "frontdesk:ticket_call": only_post(at_desk(MISSING)),  # the form names no place
    "frontdesk:ticket_serve": only_post(at_desk(MISSING)),
    "frontdesk:ticket_leave": only_post(at_desk(to("frontdesk:queue"))),
    "frontdesk:ticket_undo": only_post(at_desk(to("frontdesk:queue"))),
    "frontdesk:attestation": Row(at_desk(200), at_desk(422)),  # the form names no times
    "frontdesk:attestation_pdf": Row(at_desk(MISSING)),
    "frontdesk:register": Row(at_desk(200)),
    "frontdesk:disruptions": Row(at_desk(200)),
    "frontdesk:disruption_new": Row(at_desk(200), at_desk(200)),
    "frontdesk:disruption": Row(at_desk(200)),
    "frontdesk:disruption_cover": only_post(at_desk(to("frontdesk:disruption"))),
    "frontdesk:disruption_apply": only_post(at_desk(to("frontdesk:disruption"))),
    "frontdesk:disruption_undo": only_post(at_desk(to("frontdesk:disruption"))),
    "frontdesk:disruption_discard": only_post(at_desk(to("frontdesk:disruptions"))),
    "frontdesk:relocation": Row(at_desk(200), at_desk(to("frontdesk:disruption"))),
    "frontdesk:close_today": Row(at_desk(200), at_desk(200)),  # the form gives no reason
    "frontdesk:people": Row(at_desk(200), at_desk(200)),
    "frontdesk:person": Row(at_desk(200)),
    "frontdesk:person_verify": only_post(at_desk(to("frontdesk:person"))),
    "frontdesk:person_correct": Row(at_desk(200), at_desk(409)),  # the form shows nothing
    "frontdesk:person_merge": Row(at_desk(200), at_desk(200)),  # the form names no other
    "frontdesk:person_business": Row(at_desk(200), at_desk(409)),  # the form names no business
    "frontdesk:mails": Row(MAILBOX),
    "frontdesk:mail": Row(MAILBOX),
}

API_PAGE = Row(everyone(200), everyone(200), everyone(200), others=200)  # it looks at no method
API_MISSING = Row(everyone(MISSING), everyone(MISSING), everyone(MISSING), others=MISSING)
API_BOOKING = Row(with_token(MISSING, alice=200, bob=200), delete=with_token(MISSING, alice=204, bob=204))
API_BOOKINGS = Row(with_token(200), with_token(400))  # the form has no body

API = {
    "api-missing": API_MISSING,
    "api-1:api-root": API_MISSING,
    "api-1:openapi-json": API_PAGE,
    "api-1:openapi-view": API_PAGE,
    "api-1:list_centres": PUBLIC,
    "api-1:list_services": PUBLIC,
    "api-1:list_resources": PUBLIC,
    "api-1:availability": Row(everyone(422)),  # the question names no days
    "api-1:list_bookings": API_BOOKINGS,
    "api-1:book": API_BOOKINGS,
    "api-1:booking": API_BOOKING,
    "api-1:cancel": API_BOOKING,
}

TABLE = WEBSITE | STAFF_SIGN_IN | FRONTDESK | API
