"""What is typed in the general secretariat."""
