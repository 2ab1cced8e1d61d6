"""The lines of an agenda are written with what people typed escaped, and nothing else."""

from django.test import Client

from interco.committees.enums import ItemState
from interco.config.demo.organisation import Built
from tests.committees.builders import a_meeting, an_item
from tests.matrix.principals import BACKEND


def test_what_people_typed_is_escaped_in_the_lines(cast: Built) -> None:
    meeting, person = a_meeting(cast), cast.people["dga_planification"]
    person.first_name, person.last_name = "<b>Eve</b>", "<img src=x>"
    person.save()
    for rank, confidentiality in enumerate(("staff", "members"), start=1):
        an_item(cast, meeting=meeting, state=ItemState.SCHEDULED, position=rank, title="<script>alert(1)</script> & l'eau",
                confidentiality=confidentiality)  # fmt: skip
    browser = Client()
    browser.force_login(cast.users["secretariat"], backend=BACKEND)
    content = browser.get(f"/seances/{meeting.public_id}/ordre-du-jour").content.decode()
    assert "<script>alert" not in content
    assert "<img src=x" not in content
    assert content.count("&lt;script&gt;alert(1)&lt;/script&gt; &amp; l’eau") == 2
    assert content.count("&lt;b&gt;Eve&lt;/b&gt; &lt;img src=x&gt;") == 2
    assert '<svg class="icon" role="img" aria-label="réservé aux membres">' in content
