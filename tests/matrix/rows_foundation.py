"""Rows of the foundation: sign-in, home, health, gallery."""

from tests.matrix.principals import EVERYBODY, SIGNED_IN
from tests.matrix.rows import Row

ROWS = (
    Row("to_do", SIGNED_IN),
    Row("health", EVERYBODY),
    Row("gallery", EVERYBODY, state="tests and demonstration"),
    Row("gallery_session", EVERYBODY, state="tests and demonstration"),
    Row("gallery_print", EVERYBODY, state="tests and demonstration"),
)
