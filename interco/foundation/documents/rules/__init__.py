"""Rules of documents: pure functions."""
