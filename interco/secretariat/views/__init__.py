"""Pages of the general secretariat."""
