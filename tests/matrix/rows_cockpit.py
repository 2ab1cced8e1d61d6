"""Rows of À traiter and of the search."""

from interco.committees.enums import ItemState
from interco.config.demo.organisation import Built
from tests.cockpit.scenes import a_round
from tests.committees.builders import a_meeting, an_item
from tests.matrix.principals import KEEPERS, SIGNED_IN
from tests.matrix.rows import Row
from tests.matrix.world import thing


@thing("cockpit.round")
def _round(cast: Built) -> str:
    return a_round(cast, "dost", "communes").public_id


@thing("cockpit.proposal")
def _proposal(cast: Built) -> str:
    meeting = a_meeting(cast, number=300)
    return an_item(cast, state=ItemState.SUBMITTED, wished_meeting=meeting).public_id


ROWS = (
    Row(
        "to_do_stance",
        frozenset({"director"}),
        method="POST",
        arguments=("@cockpit.round",),
        body={"stance": "favourable", "text_number": "1"},
        state="asked of the director",
    ),
    Row("to_do_accept", KEEPERS, method="POST", arguments=("@cockpit.proposal",), state="proposed"),
    Row("search", SIGNED_IN),
    Row("search_palette", SIGNED_IN),
)
