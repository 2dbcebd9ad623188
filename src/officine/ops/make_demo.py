"""`./officine demo`: fills the data folder with made-up people and bookings, and prints how their staff signs in."""

import argparse

from django.utils import timezone

from officine.ops import demo, prepare


def run(options: argparse.Namespace) -> int:
    prepare.everything()
    for line in fill(options.seed):
        print(line)
    return 0


def fill(seed: int) -> list[str]:
    """What to tell: how the staff signs in."""
    prepare.say("making people and bookings")
    return demo.fill(timezone.now(), seed)
