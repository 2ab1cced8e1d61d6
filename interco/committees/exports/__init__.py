"""Faces of the committees that leave the house: the register and what verifies it."""
