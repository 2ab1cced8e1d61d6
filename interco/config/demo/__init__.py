"""The demonstration: the CACEM as its own page describes it, invented people, a year of CODIR."""

from interco.config.demo.build import build, demo_people

__all__ = ["build", "demo_people"]
