"""PostgreSQL counts and lists the entries of a pair from their index alone. SQLite's indexes hold the id anyway, and
which of two it takes for as good depends on which was made first: there nothing is made anew."""

from django.db import migrations, models

INDEX = models.Index(fields=["partnership", "type", "-day"], include=("id",), name="entry_partnership")


def anew(index):
    def run(apps, editor):
        if editor.connection.vendor == "postgresql":
            entry = apps.get_model("register", "Entry")
            editor.remove_index(entry, index)
            editor.add_index(entry, index)

    return run


class Migration(migrations.Migration):
    dependencies = [("register", "0017_index_apart")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveIndex(model_name="entry", name="entry_partnership"),
                migrations.AddIndex(model_name="entry", index=INDEX),
            ],
            database_operations=[
                migrations.RunPython(
                    anew(INDEX),
                    anew(models.Index(fields=["partnership", "type", "-day"], name="entry_partnership")),
                )
            ],
        )
    ]
