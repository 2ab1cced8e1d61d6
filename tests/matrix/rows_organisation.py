"""Rows of the organisation: everybody of the territory reads it, but for the people and units of another commune."""

from tests.matrix.principals import COMMUNES, KEEPERS, STAFF
from tests.matrix.rows import Row

READERS = STAFF | COMMUNES | {"elected_reader", "dpo"}

READING = (
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
    Row("organisation_export", READERS),
    Row("person", READERS, arguments=("@person",)),
    Row("person", STAFF | {"dpo", "commune_a"}, state="of commune A", arguments=("@person_of_commune_a",)),
)

#: Gestures of those who keep the organisation: name of the route and its arguments.
GESTURES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("unit_create", ()),
    ("unit_change", ("@unit",)),
    ("unit_correct", ("@unit", "2025-01-01")),
    ("unit_close", ("@unit",)),
    ("post_create", ()),
    ("post_change", ("@post",)),
    ("post_correct", ("@post", "2025-01-01")),
    ("post_close", ("@post",)),
    ("assign", ("@post",)),
    ("assignment_correct", ("@assignment",)),
    ("assignment_end", ("@assignment",)),
    ("person_create", ()),
    ("person_correct", ("@person",)),
    ("person_leave", ("@person",)),
    ("delegation_create", ("@person",)),
    ("delegation_correct", ("@delegation",)),
    ("delegation_withdraw", ("@delegation",)),
    ("collectivity_create", ()),
    ("collectivity_change", ("@commune",)),
    ("collectivity_correct", ("@commune", "2025-01-01")),
    ("collectivity_close", ("@commune",)),
)

#: Imports, in the hands of those who keep the organisation.
EXCHANGE = (
    Row("organisation_import", KEEPERS),
    Row("organisation_import", KEEPERS, method="POST", body={"pasted": "Service\nEau"}),
    Row("import_model", KEEPERS, arguments=("ods",)),
    Row("import_show", KEEPERS, arguments=("@prepared_import",)),
    Row("import_show", KEEPERS, state="applied", arguments=("@applied_import",)),
    Row("import_columns", KEEPERS, method="POST", arguments=("@prepared_import",), body={"day": "2027-03-01"}),
    Row("import_apply", KEEPERS, method="POST", arguments=("@prepared_import",), body={"digest": "@import_digest"}),
    Row("import_again", KEEPERS, method="POST", arguments=("@prepared_import",)),
    Row("import_halt", KEEPERS, method="POST", arguments=("@import_under_way",)),
    Row("import_show", KEEPERS, state="under way", arguments=("@import_under_way",)),
    Row("import_discard", KEEPERS, method="POST", arguments=("@prepared_import",)),
    Row("import_undo", KEEPERS, method="POST", arguments=("@applied_import",)),
)

DAY = {"day": "2027-03-01"}
ROWS = (
    *READING,
    *EXCHANGE,
    *(
        Row(name, KEEPERS, method=method, arguments=arguments, body=DAY if method == "POST" else {})
        for name, arguments in GESTURES
        for method in ("GET", "POST")
    ),
)
