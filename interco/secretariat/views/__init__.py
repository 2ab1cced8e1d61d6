"""Pages of the general secretariat, by noun."""
