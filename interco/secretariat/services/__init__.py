"""Writes of the general secretariat, by noun."""
