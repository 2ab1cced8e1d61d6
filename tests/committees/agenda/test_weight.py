"""A line of the agenda stays light: a session may have a hundred, and the page must cost little."""

from django.test import Client

from interco.committees.enums import ItemState
from interco.config.demo.organisation import Built
from tests.committees.builders import a_meeting, an_item
from tests.matrix.principals import BACKEND

#: What a line may weigh in bytes, without its own words: the identifiers, the marks and the grip.
LIMIT = 420


def test_a_line_weighs_little(cast: Built) -> None:
    meeting = a_meeting(cast)
    browser = Client()
    browser.force_login(cast.users["secretariat"], backend=BACKEND)
    sizes = []
    for first in (0, 20):
        for rank in range(first + 1, first + 21):
            an_item(cast, meeting=meeting, state=ItemState.SCHEDULED, position=rank, title="Point")
        sizes.append(len(browser.get(f"/seances/{meeting.public_id}/ordre-du-jour").content))
    assert (sizes[1] - sizes[0]) / 20 <= LIMIT
