"""Pure rules of the notifications."""
