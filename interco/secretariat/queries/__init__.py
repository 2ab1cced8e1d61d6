"""Reads of the general secretariat."""
