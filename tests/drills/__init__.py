"""Drills: what must not fail, shown by making it happen. Small here for every run, large by `python3 run.py drill`."""
