"""The table of the throttling counters, shared by all processes."""

from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    """Make the table of `CACHES`, once."""
    call_command("createcachetable", "core_throttle", database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    """Take the table away."""
    schema_editor.execute("DROP TABLE core_throttle")


class Migration(migrations.Migration):
    dependencies = [("core", "0002_worker_signs")]

    operations = [migrations.RunPython(create, drop)]
