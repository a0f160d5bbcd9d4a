from django.db import migrations

from ikrar.register import triggers


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: triggers.guard(editor.connection),
            lambda apps, editor: triggers.unguard(editor.connection),
        )
    ]
