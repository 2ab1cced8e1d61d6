"""Rows of the feeds: an address opens its own route to whoever holds it, and nothing else; each makes and ends their own."""

from interco.config.demo.organisation import Built
from interco.scheduling.models import Feed
from interco.scheduling.services.feeds import open_feed
from tests.cast import actor
from tests.matrix.principals import EVERYBODY, NOBODY, SIGNED_IN, STAFF
from tests.matrix.rows import Row
from tests.matrix.world import thing


def _open(cast: Built) -> tuple[Feed, str]:
    return open_feed(person=cast.people["dost"], by=actor(cast, "dost"), with_second_factor=True)


thing("feed_secret")(lambda cast: _open(cast)[1])
thing("feed")(lambda cast: _open(cast)[0].public_id)
thing("agenda_of_the_dgs")(lambda cast: "person:" + cast.people["dgs"].public_id)

ROWS = (
    Row("feed", EVERYBODY, state="by its secret", arguments=("@feed_secret",)),
    Row("feed", NOBODY, state="unknown secret", arguments=("z" * 43,)),
    Row("feeds", SIGNED_IN),
    Row("feeds", STAFF, method="POST", state="agenda of a colleague", body={"subject": "@agenda_of_the_dgs"}),
    Row("feed_revoke", frozenset({"director"}), method="POST", state="of the director", arguments=("@feed",)),
)
