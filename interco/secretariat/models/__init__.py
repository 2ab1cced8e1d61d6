"""Tables of the general secretariat."""
