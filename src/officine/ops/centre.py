"""`./officine centre export FILE` and `import FILE`: a centre as a file that one can read, keep and hand on."""

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from officine.bookings.centre_import import CentreImport, in_words
from officine.catalogue.centre_file import export_centre
from officine.catalogue.models import Centre
from officine.ops import prepare


def run(options: argparse.Namespace) -> int:
    prepare.everything(prepare.NO_CENTRE)
    if options.action == "export":
        return write(_chosen(options.slug), options.file)
    return bring_in(Path(options.file), yes=options.yes)


def write(centre: Centre, file: str) -> int:
    text = export_centre(centre)
    if file == "-":
        sys.stdout.write(text)
        return 0
    try:
        Path(file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise SystemExit(f"{file} cannot be written: {error.strerror}.") from error
    print(f"The centre “{centre.slug}” is in {file}.")
    return 0


def bring_in(path: Path, *, yes: bool) -> int:
    """1 when nothing was changed because of bookings that would be touched."""
    done = prepare.import_file(path, timezone.now(), yes=yes)
    for line in _told(done):
        print(line)
    return 0 if done.is_done else 1


def _chosen(slug: str | None) -> Centre:
    centres = {centre.slug: centre for centre in Centre.objects.order_by("slug")}
    if not centres:
        raise SystemExit("There is no centre yet: ./officine centre import FILE first.")
    if slug is None and len(centres) == 1:
        return next(iter(centres.values()))
    if slug not in centres:
        raise SystemExit(f"Say which centre: --slug with one of {', '.join(centres)}.")
    return centres[slug]


def _told(done: CentreImport) -> list[str]:
    lines = done.report.changes or ["Nothing differs."]
    lines += [f"left out, because it would overlap: {refused}" for refused in done.report.refused]
    if not done.affected:
        return lines
    lines += ["", f"Bookings that no longer fit: {len(done.affected)}", *map(in_words, done.affected)]
    if done.is_done:
        return [*lines, "They stand as they are: tell each person."]
    return [*lines, "Nothing was changed. To change it all the same: --yes"]
