"""Who holds a place before anyone has said their name: a browser, and the network it comes from. Only hashes leave."""

import hashlib
import ipaddress
import secrets

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

KEY = "browser"
# One household of IPv6 has as many addresses as it likes; what it shares is the first half.
IPV6_HOUSEHOLD = 64


def hold_key(request: HttpRequest) -> str:
    """The key of this browser's holds: the hash of a random token in its session, which is made here if missing."""
    token = request.session.setdefault(KEY, secrets.token_urlsafe(32))
    return hashlib.sha256(str(token).encode()).hexdigest()


def network_of(request: HttpRequest) -> str:
    """The client's network as a keyed hash, so that holds can be counted and no address is kept."""
    return salted_hmac("officine.website.network", _network(_address(request)), algorithm="sha256").hexdigest()


def _address(request: HttpRequest) -> str:
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.BEHIND_PROXY and forwarded:
        return forwarded.split(",")[-1].strip()  # what our own front server added; the rest anybody can write
    return str(request.META.get("REMOTE_ADDR", ""))


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, IPV6_HOUSEHOLD), strict=False))
    return str(found)
