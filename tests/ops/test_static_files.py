"""Style sheets and pictures are put together once, and again when one has changed."""

import pytest

from officine.ops import static_files


@pytest.fixture
def sources(tmp_path, settings):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "desk.css").write_text("a { color: #111 }" * 50)
    settings.STATIC_ROOT = str(tmp_path / "build" / "static")
    settings.STATICFILES_DIRS = [str(tmp_path / "sources")]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    return tmp_path / "sources"


def collected(tmp_path):
    return {path.name for path in (tmp_path / "build" / "static").iterdir()}


def test_they_are_hashed_and_compressed_once(sources, tmp_path):
    assert not static_files.are_collected()
    static_files.collect()
    assert static_files.are_collected()
    assert any(name.startswith("desk.") and name.endswith(".css.gz") for name in collected(tmp_path))


def test_a_change_is_noticed_and_the_old_file_stays_for_who_asks_for_it(sources, tmp_path):
    static_files.collect()
    before = collected(tmp_path)
    (sources / "desk.css").write_text("a { color: #222 }" * 50 + "b {}")
    assert not static_files.are_collected()
    static_files.collect()
    assert static_files.are_collected()
    assert before < collected(tmp_path)


def test_a_folder_that_cannot_be_written_is_said(sources, tmp_path, settings):
    (tmp_path / "build").write_text("a file")
    with pytest.raises(SystemExit, match="name another folder in OFFICINE_STATIC"):
        static_files.collect()
