"""A request that carries a key is done once: the same key again, in parallel too, gets the same answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from officine.bookings.models import Answered, Booking
from officine.database.locks import taken_if_refused
from officine.people.models import Account

Answer = dict[str, Any]
Done = TypeVar("Done")


class KeyReused(Exception):  # noqa: N818 (a refusal, told to the client)
    """The key came before with another request."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked, under which key; the fingerprint tells one request from another."""

    account: Account
    key: str
    fingerprint: str


def answer_given(asked: Asked) -> Answer | None:
    """What this key was answered before, or None. Refuses a key that came with another request."""
    row = Answered.objects.filter(account=asked.account, key=asked.key).first()
    if row is None:
        return None
    if row.fingerprint != asked.fingerprint:
        raise KeyReused
    answer: Answer = row.answer
    return answer


def once(asked: Asked, do: Callable[[], Done], say: Callable[[Done], Answer], at: datetime) -> Answer:
    """Does it and keeps the answer in the same transaction, or gives the answer kept before.

    The key is written first, so that of several at once the others wait for the first. What was refused leaves
    nothing behind: the same key may ask again.
    """
    with taken_if_refused(), transaction.atomic():
        row = _claimed(asked, at)
        if row is None:
            given = answer_given(asked)
            if given is None:  # the row that stood in the way is gone: an account was just erased
                raise KeyReused
            return given
        done = do()
        row.booking, row.answer = done if isinstance(done, Booking) else None, say(done)
        row.save(update_fields=["booking", "answer"])
    answer: Answer = row.answer
    return answer


def _claimed(asked: Asked, at: datetime) -> Answered | None:
    try:
        with transaction.atomic():
            return Answered.objects.create(
                account=asked.account, key=asked.key, fingerprint=asked.fingerprint, created_at=at
            )
    except IntegrityError:
        return None
