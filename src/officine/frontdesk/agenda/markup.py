"""The rows of the list as HTML. Put together here: a template takes ten times as long for a hundred rows.

Whatever is not markup passes through `escape`; nothing else in here may be a person's or a town's words.
"""

from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from officine.frontdesk.agenda.rows import Row, Step


@dataclass(frozen=True)
class Labels:
    """What every row says in the same words, looked up and escaped once."""

    number: str
    number_title: str
    desk: str
    move: str


def rows_in_html(rows: list[Row], token: str) -> SafeString:
    """The rows of one section, each a list item that can be highlighted; `token` guards their forms."""
    labels = Labels(
        number=escape(pgettext("number", "no.")),
        number_title=escape(_("number of the day")),
        desk=escape(_("Desk %(number)s")),
        move=escape(pgettext("button", "Move")),
    )
    return mark_safe("\n".join(_row(row, labels, escape(token)) for row in rows))  # noqa: S308 (escaped below)


def _row(row: Row, labels: Labels, token: str) -> str:
    late = " day-late" if row.late else ""
    state = f"<strong>{escape(row.late)}</strong>" if row.late else escape(row.state)
    wishes = f'<p class="day-wish">{escape(" · ".join(row.wishes))}</p>' if row.wishes else ""
    return f"""<li class="day-row day-{row.status}{late}" id="{row.code}" tabindex="-1">
  <p class="day-time">{row.hours}</p>
  <div class="day-who">
    <p class="day-name">{_number(row, labels)}{_name(row)}</p>
    <p class="day-what">{_what(row, labels)} <span class="day-code">{row.spoken_code}</span></p>{wishes}
  </div>
  <p class="day-state">{state}</p>
  <div class="day-buttons">{_buttons(row, labels, token)}</div>
</li>"""


def _number(row: Row, labels: Labels) -> str:
    if row.number is None:
        return ""
    return f'<span class="day-number"><abbr title="{labels.number_title}">{labels.number}</abbr> {row.number}</span> '


def _name(row: Row) -> str:
    name = escape(row.name)
    return f'<a href="{row.address}" data-key="o">{name}</a>' if row.address else name


def _what(row: Row, labels: Labels) -> str:
    if row.is_for_desks:
        return labels.desk % {"number": escape(row.place)} + '<span class="day-need"> ·</span>'
    return f'<span class="day-need">{escape(row.service)} ·</span>'


def _buttons(row: Row, labels: Labels, token: str) -> str:
    """Each says its key; the same word for every row, so that whose it is follows, for whoever listens."""
    whose = f'<span class="visually-hidden">: {escape(row.name)}, {row.hours}</span>'
    form = move = ""
    if row.steps:
        steps = "".join(_step(step, whose) for step in row.steps)
        form = f"""<form method="post" data-steady autocomplete="off">
    <input type="hidden" name="csrfmiddlewaretoken" value="{token}">
    <input type="hidden" name="version" value="{row.version}">{steps}
  </form>"""
    if row.move_address:
        move = f"""
  <a class="btn btn-plain" href="{row.move_address}" {_key("m")}>{labels.move} {_kbd("m")}{whose}</a>"""
    return form + move


def _step(step: Step, whose: str) -> str:
    look = "btn-primary" if step.is_main else "btn-plain"
    label = f"{escape(step.label)} {_kbd(step.key)}{whose}"
    return f"""
    <button class="btn {look}" type="submit" formaction="{step.address}" {_key(step.key)}>{label}</button>"""


def _key(key: str) -> str:
    return f'data-key="{key}" aria-keyshortcuts="{key}"'


def _kbd(key: str) -> str:
    return f'<kbd aria-hidden="true">{key}</kbd>'
