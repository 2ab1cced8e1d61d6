"""Reading the journal back."""
