"""One submission of a form or of an API call: its key, the body it came with, the answer it got."""

from django.db import models


class Submission(models.Model):
    """Same key and body: same answer, one effect. Written in the transaction of the effect itself."""

    key = models.CharField(max_length=120, unique=True)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    content_type = models.CharField(max_length=120, blank=True)
    location = models.TextField(blank=True)
    content = models.BinaryField(default=bytes)
    at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "core_submission"
