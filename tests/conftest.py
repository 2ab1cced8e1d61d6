"""Fixtures of all tests."""

from tests.cast import cast, django_db_setup

__all__ = ["cast", "django_db_setup"]
