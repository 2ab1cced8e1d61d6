"""« Courriers partis »: content in the demonstration only, the queue for administrators."""

from typing import Any

import pytest
from django.test import Client

from interco.config.demo.organisation import Built
from interco.foundation.documents.services.store import store
from interco.foundation.notifications.models import OutgoingMessage, OutgoingState
from tests.cast import NOW
from tests.matrix.principals import BACKEND
from tests.notifications.delivery.test_deliver import CALENDAR, write

pytestmark = pytest.mark.django_db
PLACE = "/administration/courriers"


def visit(cast: Built, key: str) -> Client:
    client = Client()
    client.force_login(cast.users[key], backend=BACKEND)
    return client


def test_the_administrator_sees_the_queue_and_no_content(cast: Built) -> None:
    message = write(title="Séparation du service", text="très confidentiel", calendar=CALENDAR)
    client = visit(cast, "administrateur")
    for address in (PLACE, f"{PLACE}/{message.public_id}"):
        page = client.get(address).content.decode()
        assert "zoe1@cacem.example" in page.replace("<wbr>", "")
        assert "Séparation" not in page
        assert "confidentiel" not in page
    assert client.get(f"{PLACE}/{message.public_id}/piece/0").status_code == 404


def test_everybody_of_the_demonstration_reads_message_invitation_and_attachment(cast: Built, settings: Any) -> None:
    settings.DEMO = True
    file = store(b"%PDF-1.7 essai", media_type="application/pdf", at=NOW)
    given = {"name": "dossier.pdf", "digest": file.digest, "type": "application/pdf"}
    message = write(calendar=CALENDAR, calendar_method="REQUEST", attachments=(given,))
    client = visit(cast, "agent_rh")
    page = client.get(f"{PLACE}/{message.public_id}").content.decode()
    assert "à mardi." in page
    assert "CODIR d’été" in page
    piece = client.get(f"{PLACE}/{message.public_id}/piece/1")
    assert piece.content == b"%PDF-1.7 essai"
    assert piece.headers["Content-Disposition"] == 'attachment; filename="dossier.pdf"'
    assert "sandbox" in piece.headers["Content-Security-Policy"]
    assert client.get(f"{PLACE}/{message.public_id}/piece/0").content == CALENDAR.encode()
    assert client.get(f"{PLACE}/{message.public_id}/piece/2").status_code == 404


def test_a_dead_letter_is_tried_again_by_the_administrator_only(cast: Built, settings: Any) -> None:
    settings.DEMO = True
    message = write()
    OutgoingMessage.objects.update(state=OutgoingState.DEAD, error="550")
    address = f"{PLACE}/{message.public_id}/relancer"
    assert visit(cast, "dgs").post(address).status_code == 403
    assert visit(cast, "administrateur").post(address).status_code == 302
    message.refresh_from_db()
    assert message.state == OutgoingState.WAITING
    assert visit(cast, "administrateur").post(address).status_code == 403


@pytest.mark.parametrize("query", ["?page=0", "?page=999999999999", "?page=x", "?etat=nimporte", "?page=-1&etat=dead"])
def test_any_query_gets_a_page(query: str, cast: Built) -> None:
    assert visit(cast, "administrateur").get(PLACE + query).status_code == 200
