"""What was done with backups, as the administrator sees it."""

from interco.installation.models import BackupEvent, BackupGesture


def last_event(*gestures: BackupGesture) -> BackupEvent | None:
    """The latest of these gestures."""
    return BackupEvent.objects.filter(gesture__in=gestures).first()


def recent_events(limit: int = 20) -> list[BackupEvent]:
    """The latest gestures, newest first."""
    return list(BackupEvent.objects.all()[:limit])
