"""The secret key: made once, whole, for its owner only."""

import stat
from concurrent.futures import ThreadPoolExecutor

from officine.config import env, secret


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    path = tmp_path / "secret.key"
    made = secret.key(path, "")
    assert len(made) >= env.SHORTEST_SECRET
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert secret.key(path, "") == made


def test_a_key_that_is_given_wins_and_writes_nothing(tmp_path):
    assert secret.key(tmp_path / "secret.key", "given") == "given"
    assert list(tmp_path.iterdir()) == []


def test_processes_that_start_at_once_get_the_same_key(tmp_path):
    with ThreadPoolExecutor(20) as pool:
        keys = set(pool.map(lambda _: secret.key(tmp_path / "secret.key", ""), range(50)))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_the_data_folder_is_its_owners_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("OFFICINE_DATA", str(tmp_path / "new" / "data"))
    assert stat.S_IMODE(env.folder("OFFICINE_DATA", tmp_path).stat().st_mode) == 0o700
