"""Parties that are there already get the names that the gazetteer knows of their places."""

from django.db import migrations

from ikrar.model import Party as PartyValue
from ikrar.model.folding import fold_name


def name_all(apps, schema_editor):
    Party = apps.get_model("register", "Party")
    PartyName = apps.get_model("register", "PartyName")
    parties = Party.objects.using(schema_editor.connection.alias)
    if not parties.exists():
        return
    from ikrar.places.called import names_of

    rows = []
    for party in parties.order_by("pk"):
        known = names_of(PartyValue(party.name, party.country, party.level, party.geonames))
        rows += [PartyName(party=party, name=n, lang=lang, folded=fold_name(n)[:200]) for lang, n in known.items()]
        party.names = [
            {"name": n, "lang": lang, "kind": "short", "since": None, "until": None, "hand": False}
            for lang, n in known.items()
        ]
        party.save(update_fields=["names"])
    PartyName.objects.using(schema_editor.connection.alias).bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("register", "0010_index_of_words")]

    operations = [migrations.RunPython(name_all, migrations.RunPython.noop)]
