"""The full text in each engine's own form: an FTS5 table on SQLite, a `tsvector` column on PostgreSQL.

Both receive words already folded (`rules/french.py`): the tokenizer only parts them at spaces, nothing is folded twice.
"""

from django.db import migrations

STATEMENTS = {
    "sqlite": [
        "CREATE VIRTUAL TABLE search_text USING fts5(title, detail, body, prefix='2 3 4', tokenize='unicode61 remove_diacritics 0')",
    ],
    "postgresql": [
        "ALTER TABLE search_entry ADD COLUMN vector tsvector",
        "CREATE INDEX search_entry_vector ON search_entry USING gin (vector)",
    ],
}
UNDO = {
    "sqlite": ["DROP TABLE search_text"],
    "postgresql": ["ALTER TABLE search_entry DROP COLUMN vector"],
}


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def forwards(apps, schema_editor):
    """Create the full text."""
    _run(schema_editor, STATEMENTS)


def backwards(apps, schema_editor):
    """Remove it."""
    _run(schema_editor, UNDO)


class Migration(migrations.Migration):
    """After the table of entries."""

    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
