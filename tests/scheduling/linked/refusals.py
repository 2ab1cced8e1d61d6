"""What a server says of a calendar, and how a connection is refused."""

from typing import Any

import pytest

from interco.config.demo.organisation import Built
from interco.foundation.audit.models import Entry
from interco.foundation.core.errors import Invalid
from interco.scheduling.models import LinkedCalendar
from tests.scheduling.linked.scenes import a_link

COLLECTION = (
    '<?xml version="1.0"?><multistatus xmlns="DAV:"><response><href>/odette/agenda/</href><propstat><prop>'
    "<resourcetype><collection/>{kind}</resourcetype>{more}</prop><status>HTTP/1.1 200 OK</status></propstat>"
    "</response></multistatus>"
)
CALENDAR = '<C:calendar xmlns:C="urn:ietf:params:xml:ns:caldav"/>'


def refused(cast: Built, address: str, **fields: Any) -> tuple[str, str]:
    """The field and the sentence; nothing was kept."""
    facts = Entry.objects.count()
    with pytest.raises(Invalid) as told:
        a_link(cast, address, **fields)
    assert not LinkedCalendar.objects.exists()
    assert Entry.objects.count() == facts
    ((field, sentence),) = told.value.fields.items()
    return field, sentence
