from django.db import migrations

from ikrar.register.differences import reading_digest
from ikrar.register.values import claim_key


def keep_what_was_read(apps, editor):
    """What the register holds is the first reading that is kept of each document."""
    Document, Reading = (apps.get_model("register", name) for name in ("StoredDocument", "StoredReading"))
    kept = []
    for document in Document.objects.using(editor.connection.alias).defer("text", "folded").order_by("pk").iterator(200):
        found = list(document.claims.filter(found=True))
        claims = sorted((row.read for row in found), key=claim_key)
        kept.append(
            Reading(
                document=document,
                engine=found[0].engine if found else "",
                at=document.filed_at,
                lang=document.lang,
                claims=claims,
                notes=document.notes,
                digest=reading_digest(claims, document.notes),
                added=len(claims),
                taken_over_at=document.filed_at,
            )
        )
        if len(kept) == 200:
            Reading.objects.using(editor.connection.alias).bulk_create(kept)
            kept = []
    Reading.objects.using(editor.connection.alias).bulk_create(kept)


class Migration(migrations.Migration):
    dependencies = [("register", "0003_readings")]

    operations = [migrations.RunPython(keep_what_was_read, migrations.RunPython.noop)]
