"""The data sets that are measured: S is the demonstration, M ten years of one body, L a large territory."""

from benchmarks.sets.build import fill
from benchmarks.sets.sizes import SIZES

__all__ = ["SIZES", "fill"]
