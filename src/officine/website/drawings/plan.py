"""The floor plan of a centre as inline SVG: walls, windows, doors, printers, and desks one can press.

Each desk carries a label of its radio button in the list beside the plan: that is for keyboards and screen readers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

MARGIN = 24
CHAIR = 34
REACH = 90  # how far beyond the desk, on the side of its chair, a press still counts


@dataclass(frozen=True, slots=True)
class PlannedDesk:
    """A desk to draw: its radio button's id, its number, its place, and how it is (free, partly, taken)."""

    field: str
    name: str
    place: dict[str, float]
    state: str
    is_chosen: bool


def plan(floor_plan: dict[str, Any], desks: Sequence[PlannedDesk]) -> SafeString:
    """Empty where the centre has no plan, or no desk has a place on it."""
    placed = [desk for desk in desks if desk.place]
    if not floor_plan or not placed:
        return SafeString("")
    return format_html(
        '<svg class="plan" viewBox="{} {} {} {}" role="group" aria-labelledby="plan-title plan-desc">'
        '<title id="plan-title">{}</title><desc id="plan-desc">{}</desc>'
        '<defs><pattern id="hatch" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path d="M0 0v14"/></pattern></defs>{}{}{}{}{}</svg>',
        -MARGIN,
        -MARGIN,
        floor_plan["width"] + 2 * MARGIN,
        floor_plan["height"] + 2 * MARGIN,
        _("Floor plan of the desks"),
        _("The same desks follow as a list, with the hours at which each is free."),
        _lines(floor_plan.get("walls", []), "wall"),
        _lines(floor_plan.get("windows", []), "window"),
        _doors(floor_plan.get("doors", [])),
        _printers(floor_plan.get("printers", [])),
        format_html_join("", "{}", ((_desk(desk),) for desk in placed)),
    )


def _lines(lines: Sequence[dict[str, float]], kind: str) -> SafeString:
    return format_html_join(
        "",
        '<path class="{}" d="M{} {}L{} {}"/>',
        ((kind, line["x1"], line["y1"], line["x2"], line["y2"]) for line in lines),
    )


def _doors(doors: Sequence[dict[str, float]]) -> SafeString:
    return format_html(
        "{}{}",
        _lines(doors, "door"),
        format_html_join(
            "",
            '<text class="doorway" x="{}" y="{}">{}</text>',
            (((door["x1"] + door["x2"]) / 2, door["y1"] - 34, _("Entrance")) for door in doors[:1]),
        ),
    )


def _printers(printers: Sequence[dict[str, float]]) -> SafeString:
    return format_html_join(
        "",
        '<g class="printer"><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" rx="6"/>'
        '<path d="M{} {}h{}M{} {}h{}"/></g>',
        (
            (
                _("Printer"),
                *(printer["x"], printer["y"], printer["width"], printer["height"]),
                *(printer["x"] + 12, printer["y"] + printer["height"] * 0.4, printer["width"] - 24),
                *(printer["x"] + 12, printer["y"] + printer["height"] * 0.6, printer["width"] - 24),
            )
            for printer in printers
        ),
    )


def _desk(desk: PlannedDesk) -> SafeString:
    place = desk.place
    x, y, width, height = place["x"], place["y"], place["width"], place["height"]
    middle_x, middle_y = x + width / 2, y + height / 2
    return format_html(
        '<g class="desk is-{}{}" data-for="{}"><g transform="rotate({} {} {})">'
        '<rect class="chair" x="{}" y="{}" width="{}" height="{}" rx="17"/>'
        '<rect class="top" x="{}" y="{}" width="{}" height="{}" rx="8"/>'
        '<foreignObject x="{}" y="{}" width="{}" height="{}">'
        '<label xmlns="http://www.w3.org/1999/xhtml" for="{}" aria-hidden="true"></label></foreignObject></g>'
        '<text x="{}" y="{}" aria-hidden="true">{}</text></g>',
        desk.state,
        " is-chosen" if desk.is_chosen else "",
        desk.field,
        *(place.get("turn", 0), middle_x, middle_y),
        *(middle_x - CHAIR, y + height + 8, 2 * CHAIR, 40),
        *(x, y, width, height),
        *(x - 10, y, width + 20, height + REACH),
        desk.field,
        *(middle_x, middle_y),
        desk.name,
    )
