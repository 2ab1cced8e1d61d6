"""Rows of free slots, working hours and polls of dates."""

from tests.matrix.principals import KEEPERS, STAFF
from tests.matrix.rows import Row
from tests.matrix.rows_api_committees import reading

HOURS = {"day_0_0_from": "08:00", "day_0_0_to": "12:00"}

ROWS = (
    Row("working_hours", STAFF),
    Row("working_hours", KEEPERS, method="POST", body=HOURS),
    Row("free_slots", STAFF),
    Row("free_slots", STAFF, method="POST", body={"title": "Budget"}),
    Row(
        "free_slot_keep", STAFF, method="POST", body={"title": "Budget", "choice": "2027-01-06T12:00:00+00:00|"}
    ),
    reading("api_free_slots", STAFF),
)  # fmt: skip
