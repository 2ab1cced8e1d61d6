"""Rows of the foundation: sign-in, home, health, gallery."""

from tests.matrix.principals import EVERYBODY, SIGNED_IN
from tests.matrix.rows import Row

ROWS = (
    Row("to_do", SIGNED_IN),
    Row("health", EVERYBODY),
)
