"""Who is who in the table of addresses, and the groups its rows are made of."""

from dataclasses import dataclass

# Alice booked and comes; Bob may act for her; Charlie is a stranger. Half is an operator who signed in with the
# code by e-mail; Far is an operator of another centre; Locked is one of Olga's centre who left the desk.
ROLES = ("nobody", "alice", "bob", "charlie", "half", "olga", "far", "mara", "auditor", "locked")
CITIZENS = ("alice", "bob", "charlie")
BOTH_FACTORS = ("olga", "far", "mara", "auditor")

Answer = int | str
Answers = dict[str, Answer]
MISSING, NOT_ALLOWED, LOCKED = 404, 405, 423


def to(name: str) -> str:
    return f"to {name}"


def everyone(answer: Answer, **others: Answer) -> Answers:
    return dict.fromkeys(ROLES, answer) | others


def signed_in(answer: Answer) -> Answers:
    """Citizens who are registered; others sign in, or register, first."""
    let_in = dict.fromkeys(CITIZENS, answer)
    return everyone(to("website:registration"), nobody=to("website:sign_in")) | let_in


def owner(answer: Answer, *owners: str) -> Answers:
    """Whose it is, and who acts for them; for anybody else there is no such thing."""
    return everyone(MISSING) | dict.fromkeys(owners or ("alice", "bob"), answer)


def not_registered(answer: Answer) -> Answers:
    """Registering, for whoever signed in and is not yet: the staff of the cast."""
    return everyone(answer, nobody=to("website:sign_in")) | dict.fromkeys(CITIZENS, to("website:my_bookings"))


def signed_out(answer: Answer) -> Answers:
    """Signing in, for those who are not; others go where it would have led."""
    return not_registered(to("website:registration")) | {"nobody": answer}


def with_token(answer: Answer, **others: Answer) -> Answers:
    """Of the API: whoever shows a token; it gives the rights of a citizen to everybody, staff too."""
    return everyone(answer, nobody=401) | others


def alices_own(answer: Answer) -> Answers:
    """Alice's alone; strangers find nothing, and whoever is not registered is led there first."""
    return signed_in(MISSING) | {"alice": answer}


def staff(answer: Answer, *let_in: str) -> Answers:
    """Staff of this role in a session with both factors; where Olga may go, a locked session of her role is told so."""
    others = everyone(MISSING, nobody=to("account_login"), half=to("frontdesk:second_factor"))
    return others | dict.fromkeys(let_in, answer) | ({"locked": LOCKED} if "olga" in let_in else {})


@dataclass(frozen=True)
class Row:
    get: Answers
    post: Answers | None = None
    delete: Answers | None = None
    others: Answer = NOT_ALLOWED

    def wanted(self, method: str, role: str) -> Answer:
        answers = {"GET": self.get, "POST": self.post, "DELETE": self.delete}.get(method)
        return answers[role] if answers else self.others


def only_post(answers: Answers) -> Row:
    return Row(everyone(NOT_ALLOWED), answers)


def at_desk(answer: Answer) -> Answers:
    return staff(answer, "olga", "mara")


def any_staff(answer: Answer) -> Answers:
    return staff(answer, *BOTH_FACTORS)
