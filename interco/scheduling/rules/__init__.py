"""Rules of scheduling: pure functions on frozen values; no row, no request, no clock."""
