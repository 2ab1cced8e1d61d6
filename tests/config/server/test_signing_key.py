"""The signing key of an installation, made once whoever starts first."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from interco.config.environment import secret_key


@pytest.fixture(autouse=True)
def _no_key_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INTERCO_SECRET_KEY", raising=False)


def test_who_starts_together_reads_one_whole_key(tmp_path: Path) -> None:
    for number in range(20):
        folder, together = tmp_path / str(number), Barrier(8)
        folder.mkdir()

        def start(folder: Path = folder, together: Barrier = together) -> str:
            together.wait(timeout=30)
            return secret_key(folder)

        with ThreadPoolExecutor(8) as pool:
            told = {call.result() for call in [pool.submit(start) for _number in range(8)]}
        assert len(told) == 1
        assert len(told.pop()) >= 64


def test_a_first_start_cut_short_leaves_no_empty_key(tmp_path: Path) -> None:
    (tmp_path / "secret.key").touch()
    (tmp_path / "secret.new").write_text("half")
    key = secret_key(tmp_path)
    assert len(key) >= 64
    assert secret_key(tmp_path) == key


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    secret_key(tmp_path)
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
