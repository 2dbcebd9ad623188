"""`./officine demo`: fills the data folder with made-up people and bookings, and prints how their staff signs in."""

import argparse

from django.utils import timezone

from officine.ops import demo, prepare


def run(options: argparse.Namespace) -> int:
    prepare.everything()
    fill(options.seed)
    return 0


def fill(seed: int) -> None:
    prepare.say("making people and bookings")
    print("\n".join(demo.fill(timezone.now(), seed)), flush=True)
