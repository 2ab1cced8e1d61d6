"""PostgreSQL refuses two bookings of one thing at once; SQLite has one writer at a time, and the service looks first."""

from django.db import migrations

CONSTRAINT = "scheduling_booking_no_overlap"
#: A schema of its own: a restoration stands its tables up in a schema that is dropped, and may not take this along.
EXTENSIONS = "interco_extensions"


def refuse_overlaps(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(f"CREATE SCHEMA IF NOT EXISTS {EXTENSIONS}")
    schema_editor.execute(f"CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA {EXTENSIONS}")
    schema_editor.execute(
        f"ALTER TABLE scheduling_booking ADD CONSTRAINT {CONSTRAINT} "
        "EXCLUDE USING gist (resource_id WITH =, tstzrange(starts_at, ends_at) WITH &&)"
    )


def allow_overlaps(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE scheduling_booking DROP CONSTRAINT {CONSTRAINT}")


class Migration(migrations.Migration):

    dependencies = [
        ('scheduling', '0003_series_and_resources'),
    ]

    operations = [
        migrations.RunPython(refuse_overlaps, allow_overlaps),
    ]
