"""What people type in the general secretariat, by noun."""
