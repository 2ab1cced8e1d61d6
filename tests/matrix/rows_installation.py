"""Rows of the installation: its pages to the administrator, journal and rights to their keepers, the first start over."""

from tests.matrix.principals import NOBODY
from tests.matrix.rows import Row

ADMINISTRATORS = frozenset({"administrator"})
KEEPERS_OF_THE_JOURNAL = frozenset({"administrator", "dpo"})
OVER = "accounts exist"
BODY_EXISTS = "a body exists"
CACEM = "249720061"

ROWS = (
    Row("installation", ADMINISTRATORS),
    Row(
        "installation_time_zone", ADMINISTRATORS, method="POST",
        body={"time_zone": "America/Martinique", "version": "1"},
    ),
    Row("installation_mail", ADMINISTRATORS),
    Row("journal", KEEPERS_OF_THE_JOURNAL),
    Row("rights", KEEPERS_OF_THE_JOURNAL),
    Row("first_start", NOBODY, state=OVER),
    Row("first_start_key", NOBODY, state=OVER, arguments=("abc",)),
    Row("first_start_key", NOBODY, state=f"used, {OVER}", method="POST", arguments=("abc",)),
    Row("first_start_collectivity", NOBODY, state=OVER, arguments=(CACEM,)),
    Row("first_start_administrator", NOBODY, state=OVER),
    Row(
        "first_start_administrator", NOBODY, state=f"sent, {OVER}", method="POST",
        body={"name": "Eve", "email": "eve@cacem.example", "password": "x" * 20, "again": "x" * 20},
    ),
    Row("first_start_mail", NOBODY, state=BODY_EXISTS),
    Row("first_start_mail", NOBODY, state=f"sent, {BODY_EXISTS}", method="POST"),
    Row("first_start_body", NOBODY, state=BODY_EXISTS),
    Row("first_start_body", NOBODY, state=f"sent, {BODY_EXISTS}", method="POST", body={"code": "CODIR2"}),
    Row("first_start_done", ADMINISTRATORS),
)  # fmt: skip
