"""The list of a day in a template: {% rows section.rows %}."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from officine.frontdesk.agenda.markup import rows_in_html
from officine.frontdesk.agenda.rows import Row

register = template.Library()


@register.simple_tag(takes_context=True)
def rows(context: Context, shown: list[Row]) -> SafeString:
    return rows_in_html(shown, str(context["csrf_token"]))
