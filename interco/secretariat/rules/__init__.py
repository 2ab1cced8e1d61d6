"""Pure rules of the general secretariat."""
