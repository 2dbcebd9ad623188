"""Who of the staff looked at a person's data, and when: kept for whoever asks one day."""

from datetime import datetime, timedelta

from officine.people.models import Account, Look, Person

ONE_LOOK = timedelta(minutes=1)


def record_look(person: Person, account: Account, at: datetime) -> None:
    """Call it in the request that shows the data. Looks by the same account within a minute count once."""
    if not Look.objects.filter(person=person, account=account, at__gt=at - ONE_LOOK, at__lte=at).exists():
        Look.objects.create(person=person, account=account, at=at)
