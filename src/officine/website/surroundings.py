"""What stands around every page: the town, the centre, its contacts, and the same page in the other language."""

from functools import cached_property
from typing import NamedTuple, cast

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import translate_url
from django.utils import timezone
from django.utils.translation import get_language

from officine.catalogue.models import Centre
from officine.people.models import Municipality
from officine.website.closed_soon import ClosedSoon, closed_soon, closes_soon


class LanguageLink(NamedTuple):
    code: str
    name: str
    address: str
    is_active: bool


def centres(request: HttpRequest) -> list[Centre]:
    """Every centre of the installation with its town: one query a request."""
    if not hasattr(request, "officine_centres"):
        rows = Centre.objects.select_related("municipality").annotate(closes_soon=closes_soon("pk", timezone.now()))
        request.officine_centres = list(rows.order_by("name", "pk"))  # type: ignore[attr-defined]
    return request.officine_centres  # type: ignore[attr-defined, no-any-return]


def centre_or_404(request: HttpRequest, slug: str) -> Centre:
    """The centre that an address names."""
    for centre in centres(request):
        if centre.slug == slug:
            return centre
    raise Http404


def remember_centre(request: HttpRequest, centre: Centre) -> None:
    """Spares base.html the look-up of a centre that the view has already."""
    request.officine_centre = centre  # type: ignore[attr-defined]


class Site:
    """Asked by base.html; looks nothing up until a template wants it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def centres(self) -> list[Centre]:
        return centres(self._request)

    @cached_property
    def centre(self) -> Centre | None:
        """The centre of this page, else the only one there is."""
        if hasattr(self._request, "officine_centre"):
            return cast(Centre, self._request.officine_centre)
        match = self._request.resolver_match
        slug = match.kwargs.get("centre") if match else None
        named = next((centre for centre in self.centres if centre.slug == slug), None)
        return named or (self.centres[0] if len(self.centres) == 1 else None)

    @cached_property
    def municipality(self) -> Municipality | None:
        """The town that answers for the page; several centres of one town share it."""
        if self.centre:
            return self.centre.municipality
        towns = {centre.municipality_id: centre.municipality for centre in self.centres}
        return next(iter(towns.values())) if len(towns) == 1 else None

    @cached_property
    def closed_soon(self) -> list[ClosedSoon]:
        """Sudden closures that are near: of this page's centre, or of all where it has none."""
        return closed_soon([self.centre] if self.centre else self.centres, timezone.now())

    @property
    def public_url(self) -> str:
        """Not the host of the request: the page that says that a host is wrong has none."""
        return settings.PUBLIC_URL

    @cached_property
    def languages(self) -> list[LanguageLink]:
        address = self._request.get_full_path()
        return [
            LanguageLink(code, name, translate_url(address, code), code == get_language())
            for code, name in settings.LANGUAGES
        ]


def surroundings(request: HttpRequest) -> dict[str, Site]:
    """The context processor that gives every template its `site`."""
    return {"site": Site(request)}
