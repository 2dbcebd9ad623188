"""The staff of the cast, and how they sign in: through the same pages as in earnest."""

import base64
import hmac
import time
from hashlib import sha1

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from officine.catalogue.models import Centre, StaffRole
from officine.people.models import Account

PASSWORD = "quattro sedie di legno"
SECRET = base64.b32encode(b"officine-municipali!").decode()

# What a browser answers when a passkey is made; its private half was thrown away.
PASSKEY = {
    "type": "public-key",
    "id": "oGAhmAcSEjvJlFXZNsD4WiZVD0hFIxH0aZu1RNTlflM",
    "rawId": "oGAhmAcSEjvJlFXZNsD4WiZVD0hFIxH0aZu1RNTlflM",
    "response": {
        "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiMUI0UUZDTGx1enJEa2V3VWVobFhPa3F1NW5TWjBX"
        "RWdLaXc4NFhsV2hGUSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6MzYzMjMiLCJjcm9zc09yaWdpbiI6ZmFsc2V9",
        "attestationObject": "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAA"
        "AQECAwQFBgcIAQIDBAUGBwgAIKBgIZgHEhI7yZRV2TbA-FomVQ9IRSMR9GmbtUTU5X5TpQECAyYgASFYIBBL6GfCs4nbRxDvMPxIvgsU_kNv"
        "G95rqrZiT0WV5BNGIlgg3DpbIbicVpZu7HNqIh5cTCtuTv7On62rq0ZF9mmoU9U",
        "transports": ["internal"],
    },
    "clientExtensionResults": {"credProps": {"rk": False}},
}


def totp(secret: str, at: float | None = None) -> str:
    """The six digits that an authenticator app shows (RFC 6238, SHA-1, 30 seconds)."""
    counter = int(time.time() if at is None else at) // 30
    digest = hmac.new(base64.b32decode(secret), counter.to_bytes(8, "big"), sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def staff(email: str, role: str, centre: Centre | None = None, *, second_factor: bool = True) -> Account:
    """Someone of the staff, with PASSWORD and an app that holds SECRET."""
    account = Account.objects.create(email=email, password=make_password(PASSWORD))
    StaffRole.objects.create(account=account, role=role, centre=centre)
    if second_factor:
        Authenticator.objects.create(user=account, type="totp", data={"secret": encrypt(SECRET)})
    return account


def signed_in(email: str, *, code: str | None = None, **headers: str) -> Client:
    """A browser in which this member of staff gave password and code; `headers` as in HTTP_USER_AGENT="…"."""
    client = Client(**headers)
    client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code or totp(SECRET)})
    return client


def signed_in_by_code(account: Account) -> Client:
    """A browser in which someone signed in as citizens do, with the code from a mail."""
    client = Client()
    client.force_login(account)
    return client
