import pytest


@pytest.fixture(autouse=True)
def _passwords_are_hashed_fast(settings):
    """A slow hash is the point of a hash, but not of a test run."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
