"""What is committed knows neither the registry a package came from nor the machine it was written on."""

import re

import pytest

from tests.consistency import sources
from tools.places import ROOT

# Written in pieces, so that this file does not hold what it looks for.
HOSTS = ["pypi[.]" + "org", "python" + "hosted", "registry[.]" + "npmjs", "deb[.]" + "debian", "npm" + "mirror"]
PLACES = ["/work" + "/(main|shared|steering|[.])", "/t" + "mp/wt", "/opt" + "/(pypi|wheels)", "/root" + "/"]
FORBIDDEN = re.compile("|".join(HOSTS + PLACES).encode())


def test_no_file_names_a_registry_or_a_workplace() -> None:
    assert len(sources.tracked()) > 100
    assert [path for path in sources.tracked() if FORBIDDEN.search((ROOT / path).read_bytes())] == []


@pytest.mark.parametrize(
    "text", ["https://files.python" + "hosted.example/x", "cd /tmp" + "/wt/a", "/work" + "/main/x"]
)
def test_such_a_text_is_found(text: str) -> None:
    assert FORBIDDEN.search(text.encode())
