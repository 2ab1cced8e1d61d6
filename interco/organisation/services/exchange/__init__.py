"""Import and export of the organisation: deposit, preview, application, undoing, writing of files."""
