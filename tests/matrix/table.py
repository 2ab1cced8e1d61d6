"""All rows of the matrix, room by room."""

from tests.matrix import world_session
from tests.matrix.rows import Row
from tests.matrix.rows_accounts import ROWS as ACCOUNTS
from tests.matrix.rows_after import ROWS as AFTER
from tests.matrix.rows_api_committees import ROWS as API_COMMITTEES
from tests.matrix.rows_api_organisation import ROWS as API_ORGANISATION
from tests.matrix.rows_api_requests import ROWS as API_REQUESTS
from tests.matrix.rows_api_session import ROWS as API_SESSION
from tests.matrix.rows_before import ROWS as BEFORE
from tests.matrix.rows_calendar import ROWS as CALENDAR
from tests.matrix.rows_cockpit import ROWS as COCKPIT
from tests.matrix.rows_feeds import ROWS as FEEDS
from tests.matrix.rows_foundation import ROWS as FOUNDATION
from tests.matrix.rows_installation import ROWS as INSTALLATION
from tests.matrix.rows_linked import ROWS as LINKED
from tests.matrix.rows_notes import ROWS as NOTES
from tests.matrix.rows_organisation import ROWS as ORGANISATION
from tests.matrix.rows_preparations import ROWS as PREPARATIONS
from tests.matrix.rows_requests import ROWS as REQUESTS
from tests.matrix.rows_session import ROWS as SESSION
from tests.matrix.rows_sheets import ROWS as SHEETS
from tests.matrix.rows_slots import ROWS as SLOTS

ROWS: tuple[Row, ...] = (
    *FOUNDATION,
    *AFTER,
    *ACCOUNTS,
    *ORGANISATION,
    *BEFORE,
    *COCKPIT,
    *CALENDAR,
    *FEEDS,
    *LINKED,
    *SLOTS,
    *SESSION,
    *REQUESTS,
    *PREPARATIONS,
    *API_ORGANISATION,
    *API_COMMITTEES,
    *API_REQUESTS,
    *API_SESSION,
    *INSTALLATION,
    *NOTES,
    *SHEETS,
)

#: Imported for its objects, which enter the world.
OBJECTS = (world_session,)
