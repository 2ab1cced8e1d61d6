"""Reads of the general secretariat, by noun."""
