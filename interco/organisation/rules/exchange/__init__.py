"""Import and export of the whole organisation: the documented layout, and the pure rules that turn tables into a plan."""
