"""What can be booked, where and when."""

from officine.catalogue.centre import Centre
from officine.catalogue.hours import Closure, OpeningHours, Season
from officine.catalogue.resource import Resource
from officine.catalogue.rule import Rule
from officine.catalogue.service import Need, Service
from officine.catalogue.shift import Shift, WeeklyShift
from officine.catalogue.staff import Invitation, StaffRole

__all__ = [
    "Centre",
    "Closure",
    "Invitation",
    "Need",
    "OpeningHours",
    "Resource",
    "Rule",
    "Season",
    "Service",
    "Shift",
    "StaffRole",
    "WeeklyShift",
]
