import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.utils import translation
from hypothesis import settings as hypothesis_settings

# No deadline: the machine may be busy. No example database: a failure prints what repeats it.
hypothesis_settings.register_profile("officine", deadline=None, max_examples=60, database=None, print_blob=True)
hypothesis_settings.load_profile("officine")


pytest_plugins = ["tests.live", "tests.browser"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """A test without a database says the same on every engine."""
    for item in items:
        if not any(item.get_closest_marker(name) for name in ("django_db", "browser", "race")):
            item.add_marker("once")


@pytest.fixture(autouse=True)
def _italian():
    """The language of the last request of the test before stays with the thread otherwise."""
    translation.deactivate()


@pytest.fixture(autouse=True, scope="session")
def _files_as_they_are(tmp_path_factory):
    """Style sheets under their own names: only a real server has collected, hashed and compressed them.

    Nor are those of the working folder looked through, which takes a while for each new test client.
    """
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    nothing = str(tmp_path_factory.mktemp("static"))
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}, STATIC_ROOT=nothing):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory, django_db_modify_db_settings_parallel_suffix):
    """SQLite in a file, as in earnest: in memory, two threads meet locks that do not wait."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "officine.sqlite3")
