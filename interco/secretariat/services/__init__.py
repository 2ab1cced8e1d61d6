"""Writes of the general secretariat."""
