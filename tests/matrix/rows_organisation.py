"""Rows of the organisation: everybody of the territory reads it, but for the people and units of another commune."""

from tests.matrix.principals import COMMUNES, STAFF
from tests.matrix.rows import Row

READERS = STAFF | COMMUNES | {"elected_reader", "dpo"}

ROWS = (
    Row("chart", READERS),
    Row("chart_svg", READERS),
    Row("chart_pdf", READERS),
    Row("people", READERS),
    Row("posts", READERS),
    Row("collectivities", READERS),
    Row("unit", READERS, arguments=("@unit",)),
    Row("unit", STAFF | {"dpo", "commune_a"}, state="of commune A", arguments=("@unit_of_commune_a",)),
    Row("post", READERS, arguments=("@post",)),
    Row("post", STAFF | {"dpo", "commune_a"}, state="of commune A", arguments=("@post_of_commune_a",)),
    Row("person", READERS, arguments=("@person",)),
    Row("person", STAFF | {"dpo", "commune_a"}, state="of commune A", arguments=("@person_of_commune_a",)),
)
