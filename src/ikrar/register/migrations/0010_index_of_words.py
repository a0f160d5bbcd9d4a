"""What the register holds is told to search, and the index is made and filled."""

from django.db import migrations

from ikrar.model.tokens import tokens
from ikrar.register import index
from ikrar.register.facets import of_claims, of_entry

BATCH = 500


def compare(apps, editor):
    alias = editor.connection.alias
    Document, Entry, Claim, ClaimParty, EntryClaim, Party, Agreement, Commitment, Encounter = (
        apps.get_model("register", name).objects.using(alias)
        for name in (
            "StoredDocument", "Entry", "ClaimRecord", "ClaimParty", "EntryClaim", "Party", "Agreement", "Commitment",
            "Encounter",
        )
    )  # fmt: skip
    countries = dict(Party.values_list("pk", "country"))
    status = dict(Agreement.values_list("pk", "status")) | dict(Commitment.values_list("pk", "status"))
    planned = set(Encounter.filter(planned=True).values_list("pk", flat=True))

    for ids in _batches(Document):
        claims = Claim.filter(document__in=ids, superseded=False).exclude(review="rejected")
        kinds, parties = {}, {}
        for document, kind, fields in claims.order_by().values_list("document", "kind", "fields"):
            kinds.setdefault(document, []).append((kind, fields))
        for document, party in ClaimParty.filter(claim__in=claims).order_by().values_list("claim__document", "party"):
            parties.setdefault(document, set()).add(party)
        rows = list(Document.filter(pk__in=ids).only("title", "text", "lang"))
        for row in rows:
            row.headline, row.folded = tokens(row.title), tokens(row.text)
            who = [(party, countries[party]) for party in parties.get(row.pk, ())]
            row.facets = of_claims(row.lang, kinds.get(row.pk, []), who)
        Document.bulk_update(rows, ["headline", "folded", "facets"], batch_size=100)

    for ids in _batches(Entry):
        proofs = {}
        links = EntryClaim.filter(entry__in=ids).order_by("position")
        for entry, evidence, lang in links.values_list("entry", "claim__evidence", "claim__document__lang"):
            proofs.setdefault(entry, []).append((" ".join(e["quote"] for e in evidence), lang))
        rows = list(Entry.filter(pk__in=ids).select_related("partnership"))
        for row in rows:
            told = proofs.get(row.pk, [])
            sides = (row.partnership.party_a_id, row.partnership.party_b_id) if row.partnership else (row.party_id,)
            values = {"kind": row.kind, "fields": row.fields}
            values |= {"status": status.get(row.pk), "planned": row.pk in planned}
            row.headline = tokens(row.what)
            row.folded = tokens(" ".join([row.note, *(quote for quote, _ in told)]))
            row.facets = of_entry(values, row.type, [(s, countries[s]) for s in sides], [lang for _, lang in told])
        Entry.bulk_update(rows, ["headline", "folded", "facets"], batch_size=100)


def _batches(model):
    ids = list(model.order_by("pk").values_list("pk", flat=True))
    return [ids[i : i + BATCH] for i in range(0, len(ids), BATCH)]


class Migration(migrations.Migration):
    dependencies = [("register", "0009_what_search_compares")]

    operations = [
        migrations.RunPython(compare, migrations.RunPython.noop),
        migrations.RunPython(
            lambda apps, editor: index.install(editor.connection), lambda apps, editor: index.remove(editor.connection)
        ),
    ]
