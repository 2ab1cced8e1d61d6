"""Rules of the committees: pure functions on frozen values; no row, no request, no clock."""
