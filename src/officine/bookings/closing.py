"""Closing at once (`chiudi oggi`): one step from the decision to everyone's new date."""

from datetime import datetime

from django.db import transaction

from officine.bookings.disruptions import apply, propose
from officine.bookings.models import Disruption
from officine.catalogue.models import Centre
from officine.database.name_lock import hold_name
from officine.people.models import Account
from officine.rules.availability import Span
from officine.rules.refusals import Refused, Rule

TRIES = 3  # somebody may book just now: nobody has looked at the proposal, so it is simply made again


def close_at_once(centre: Centre, span: Span, *, reason: dict[str, str], by: Account, at: datetime) -> Disruption:
    """Closes the centre for a time and gives everyone a new date. Asked twice, it closes once."""
    with transaction.atomic():
        hold_name(f"closing:{centre.pk}")
        standing = closed_now(centre, span)
        if standing is not None:
            return standing
        draft = propose(centre, Disruption.Kind.CLOSED, span, reason=reason, by=by, at=at)
        for _try in range(TRIES):
            try:
                return apply(draft, by=by, at=at)
            except Refused as refused:
                if refused.rule != Rule.CHANGED:
                    raise
        raise Refused(Rule.CHANGED)


def closed_now(centre: Centre, span: Span) -> Disruption | None:
    """The closure at once that covers the end of a span already."""
    standing = Disruption.objects.filter(
        centre=centre, kind=Disruption.Kind.CLOSED, applied_at__isnull=False, undone_at=None
    )
    return standing.filter(starts_at__lt=span.end, ends_at__gte=span.end).order_by("pk").last()
