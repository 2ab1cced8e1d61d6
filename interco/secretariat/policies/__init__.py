"""Who may read and do what in the general secretariat, by noun."""
