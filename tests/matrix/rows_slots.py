"""Rows of free slots, working hours and polls of dates."""

from interco.config.demo.organisation import Built
from interco.foundation.accounts.rules.tokens import token_hash
from interco.scheduling.models import AgendaDelegation, Poll
from tests.matrix.principals import EVERYBODY, KEEPERS, NOBODY, STAFF
from tests.matrix.rows import Row
from tests.matrix.rows_api_committees import reading
from tests.matrix.world import thing
from tests.scheduling.builders import entrust
from tests.scheduling.polls.scenes import a_lasting_poll

HOURS = {"day_0_0_from": "08:00", "day_0_0_to": "12:00"}
#: Characters of a secret address, as a letter carries them.
TOKEN = "s" * 43
#: The DGS, and the director who keeps that agenda.
MANAGES = frozenset({"dgs", "director"})
ASKED = frozenset({"agent", "commune_a"})


def _poll(cast: Built) -> Poll:
    """A poll of the DGS, asked to an agent, to a commune and outside; none of those answered."""
    found = Poll.objects.filter(title="Convention").first()
    if found is None:
        if not AgendaDelegation.objects.filter(owner=cast.people["dgs"], delegate=cast.people["dost"]).exists():
            entrust(cast, "dgs", "dost")
        found = a_lasting_poll(cast, voters=("agent_rh", "dgs_schoelcher"))
        found.voters.filter(person=None).update(token_hash=token_hash(TOKEN))
    return found


thing("poll")(lambda cast: _poll(cast).public_id)


@thing("poll_date")
def _date(cast: Built) -> str:
    return _poll(cast).dates.all()[0].public_id


@thing("poll_answer")
def _answer(cast: Built) -> str:
    return f"date-{_date(cast)}"


@thing("poll_token")
def _token(cast: Built) -> str:
    _poll(cast)
    return TOKEN


POLL = ("@poll",)

ROWS = (
    Row("working_hours", STAFF),
    Row("working_hours", KEEPERS, method="POST", body=HOURS),
    Row("free_slots", STAFF),
    Row("free_slots", STAFF, method="POST", body={"title": "Budget"}),
    Row("free_slot_keep", STAFF, method="POST", body={"title": "Budget", "choice": "2027-01-06T12:00:00+00:00|"}),
    reading("api_free_slots", STAFF),
    Row("polls", STAFF | {"commune_a", "commune_b", "elected_reader", "dpo"}),
    Row("poll_new", STAFF),
    Row("poll_new", STAFF, method="POST", body={"title": "Convention"}),
    Row(
        "poll_open", STAFF, method="POST",
        body={"title": "Atelier", "guest": "zoe@ailleurs.example", "day": "2027-06-01", "at": "09:00"},
    ),
    Row("poll", MANAGES | ASKED, arguments=POLL),
    Row("poll_answer", ASKED, method="POST", arguments=POLL, body={"comment": "Bien"}),
    Row("poll_remind", MANAGES, method="POST", arguments=POLL),
    Row("poll_settle", MANAGES, method="POST", arguments=POLL, body={"date": "@poll_date", "version": "1"}),
    Row("poll_withdraw", MANAGES, method="POST", arguments=POLL, body={"version": "1"}),
    Row("poll_outside", EVERYBODY, arguments=("@poll_token",), state="with its token"),
    Row("poll_outside", EVERYBODY, method="POST", arguments=("@poll_token",), state="with its token"),
    Row("poll_outside", NOBODY, arguments=("x" * 43,), state="with another token"),
)  # fmt: skip
