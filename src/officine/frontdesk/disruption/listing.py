"""The disruptions of a centre: proposals, those applied with what is left to do, those taken back."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from officine.bookings.models import Disruption, Relocation
from officine.catalogue.models import Centre, StaffRole
from officine.frontdesk.access import staff_at_centre
from officine.frontdesk.disruption import words

OPERATOR = StaffRole.Role.OPERATOR
MOST = 50  # the latest


@dataclass(frozen=True)
class Line:
    """One disruption of the list, in words."""

    number: int
    title: str
    when: str
    reason: str
    state: str
    moved: int
    to_do: int
    made_at: datetime
    is_draft: bool


@require_safe
@staff_at_centre(OPERATOR)
def disruptions(request: HttpRequest, centre: Centre) -> HttpResponse:
    to_do = dict(
        Relocation.objects.to_deal_with()
        .filter(disruption__centre=centre)
        .values_list("disruption")
        .annotate(count=Count("pk"))
    )
    rows = Disruption.objects.filter(centre=centre).select_related("centre", "operator", "resource")
    counted = rows.annotate(moved=Count("relocations", filter=Q(relocations__to_resource__isnull=False)))
    lines = [_line(row, to_do.get(row.pk, 0)) for row in counted.order_by("-made_at", "-pk")[:MOST]]
    context = {
        "centre": centre,
        "screen": "disruptions",
        "groups": [
            ("drafts", [line for line in lines if line.is_draft]),
            ("to_do", [line for line in lines if not line.is_draft and line.to_do]),
            ("others", [line for line in lines if not line.is_draft and not line.to_do]),
        ],
        "is_empty": not lines,
    }
    return render(request, "frontdesk/disruption/list.html", context)


def _line(row: Disruption, to_do: int) -> Line:
    return Line(
        number=row.pk,
        title=words.title(row),
        when=words.when(row),
        reason=words.reason(row),
        state=words.state(row),
        moved=row.moved,  # type: ignore[attr-defined]
        to_do=to_do,
        made_at=row.made_at,
        is_draft=row.applied_at is None,
    )
