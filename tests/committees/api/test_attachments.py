"""Files of an item by the API: the checks of the page, saved under their name, taken off by those who write the item."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from interco.committees.enums import ItemState
from interco.committees.models import Attachment
from interco.config.demo.organisation import Built
from tests.committees.builders import an_item
from tests.config.api.program import Program, program

pytestmark = pytest.mark.django_db


def join(ask: Program, item: str, name: str, content: bytes, key: str = "") -> tuple[int, Any]:
    """Send a file."""
    answer = ask.client.post(
        f"/api/points/{item}/pieces", {"file": SimpleUploadedFile(name, content)},
        headers={"Idempotency-Key": key} if key else {},
    )  # fmt: skip
    return answer.status_code, json.loads(answer.content)


def test_a_file_is_joined_read_and_taken_off(cast: Built) -> None:
    item = an_item(cast, state=ItemState.ACCEPTED).public_id
    with program(cast, "secretariat", "agent_rh") as (keeper, agent):
        first = join(keeper, item, "été.txt", b"Une note.", key="piece-1")
        assert join(keeper, item, "été.txt", b"Une note.", key="piece-1") == first, "sent twice, joined once"
        status, shown = first
        assert status == 201
        (file,) = shown["files"]
        read = agent.client.get(f"/api/pieces/{file['key']}")
        assert (read.content.decode(), read.headers["Content-Type"]) == ("Une note.", "text/plain")
        assert read.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in read.headers["Content-Security-Policy"]
        assert agent("DELETE", f"pieces/{file['key']}")[0] == 403
        assert keeper("DELETE", f"pieces/{file['key']}")[1]["files"] == []
        assert agent("GET", f"pieces/{file['key']}")[0] == 404
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("page.html", b"<script>alert(1)</script>"), ("vide.pdf", b""), ("outil.exe", b"MZ\x90\x00" + b"\x00" * 64)],
)
def test_a_file_of_another_kind_is_refused_with_a_sentence(name: str, content: bytes, cast: Built) -> None:
    item = an_item(cast, state=ItemState.ACCEPTED).public_id
    with program(cast, "secretariat") as ask:
        status, answer = join(ask, item, name, content)
        assert (status, set(answer["fields"])) == (422, {"file"})
        assert ask("POST", f"points/{item}/pieces", {"file": "texte"})[0] == 415
        assert ask.client.post(f"/api/points/{item}/pieces", {"autre": "x"}).status_code == 422
    assert not Attachment.objects.exists()
