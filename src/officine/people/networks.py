"""Which network a request comes from, for everything that counts requests by network."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

# What a provider gives to one house: counting single addresses of IPv6 would count nothing.
ONE_HOUSE = 64


def network_of(request: HttpRequest) -> str:
    """One IPv4 address, or the /64 of an IPv6 address; empty where there is none, as on a local socket.

    The header of a proxy counts only where the town has said that there is one, and only its last hop: what stands
    before it was written by the caller.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    return network(address)


def network(address: str) -> str:
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(IPv6Network((int(parsed), ONE_HOUSE), strict=False))
