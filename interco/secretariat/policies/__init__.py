"""Who may what in the general secretariat."""
