"""On PostgreSQL the index of words becomes a table of its own; it was made of columns of the rows themselves."""

from django.db import migrations

from ikrar.register import index


def apart(apps, editor):
    if editor.connection.vendor != "postgresql":
        return
    for table in ("register_storeddocument", "register_entry"):
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_found_keep ON {table}")
        editor.execute(f"DROP FUNCTION IF EXISTS {table}_found_keep()")
        columns = ("found_words", "found_headline", "found_place")
        editor.execute(f"ALTER TABLE {table} {', '.join(f'DROP COLUMN IF EXISTS {name}' for name in columns)}")
    editor.execute("DROP FUNCTION IF EXISTS register_words(text)")
    index.keep(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("register", "0016_claims_reviewed")]

    operations = [migrations.RunPython(apart, migrations.RunPython.noop)]
