"""Tables of the installation."""

from interco.installation.models.backup import BackupEvent, BackupGesture

__all__ = ["BackupEvent", "BackupGesture"]
