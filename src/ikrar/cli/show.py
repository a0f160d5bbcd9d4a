"""`ikrar show`: the dossier of a party or of a pair."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from ikrar.cli.register import Office, open_register
from ikrar.cli.streams import console, fail

if TYPE_CHECKING:
    from rich.console import Console

    from ikrar.register.dossier import Pair, PairDossier, PartyDossier
    from ikrar.register.models import OfficeHolder, Partnership, Party, PartyName


def show(
    parties: Annotated[list[str], typer.Argument(metavar="PARTY", help="One party, or two.")],
    office: Office = None,
) -> None:
    """Show all that is known of a party, or of a pair of them.

    \b
    ikrar show Surabaya              partners, agreements, promises, encounters
    ikrar show Jakarta Shanghai      the dossier of a pair
    ikrar show 'Kochi|JP'            by country where a name is not enough
    ikrar show 'Daerah Khusus Jakarta'    by any name of any time and language
    """
    if len(parties) > 2:
        raise typer.BadParameter("one party, or two; a name with spaces needs quotation marks: 'Gold Coast'")
    open_register(office=office)
    from ikrar.register.dossier import UnknownParty, pair_dossier, party_dossier

    try:
        if len(parties) == 1:
            _party(party_dossier(parties[0]), console())
        else:
            _pair(pair_dossier(*parties), console())
    except UnknownParty as e:
        fail(str(e))


def _party(known: PartyDossier, shown: Console) -> None:
    from ikrar.cli.entries import heading, show_lines

    heading(shown, known.party.key.replace("|", ", "))
    for line in _about(known.party):
        shown.print(line, style="dim", soft_wrap=True, markup=False)
    shown.print()
    if known.partnerships:
        heading(shown, "Partners", len(known.partnerships))
        for pair in known.partnerships:
            shown.print(f"  {_partner(pair, known.party.pk)}", soft_wrap=True)
        shown.print()
    name = known.party.name
    show_lines(shown, "Agreements", known.agreements)
    show_lines(shown, f"Promised by {name}", known.owed)
    show_lines(shown, f"Promised to {name}", known.claimed)
    show_lines(shown, "Planned together", known.joint)
    show_lines(shown, "Carried out", known.activities)
    show_lines(shown, "Encounters", known.encounters)
    show_lines(shown, "Profile and aims", known.traits)
    _sources(len(known.sources), shown)


def _about(party: Party) -> Iterator[str]:
    """What else it is called, what it belongs to, and who holds its offices today."""
    from ikrar.register.parties.offices import holders_on
    from ikrar.site.clock import today

    names = [f"{n.name}{_held(n)}" for n in party.all_names.all() if n.name != party.name]
    if names:
        yield f"Also called {', '.join(names)}"
    if party.belongs_to:
        yield f"Belongs to {party.belongs_to.key.replace('|', ', ')}"
    for holder in holders_on([party.pk], today()).get(party.pk, []):
        acting = " (acting)" if holder.acting else ""
        yield f"In office: {holder.person}, {holder.title or holder.post}{acting}{_held(holder)}"


def _held(row: PartyName | OfficeHolder) -> str:
    """From when until when, in brackets; nothing where nobody said."""
    words = [f"since {row.since}" if row.since else "", f"until {row.until}" if row.until else ""]
    said = ", ".join(word for word in words if word)
    return f" ({said})" if said else ""


def _pair(known: PairDossier, shown: Console) -> None:
    from ikrar.cli.entries import heading, show_lines

    heading(shown, f"{known.a.name} and {known.b.name}")
    if known.partnership:
        shown.print(state(known.partnership), style="dim", soft_wrap=True)
    else:
        shown.print("Nothing is known of what they have with each other.")
    shown.print()
    show_lines(shown, "Agreements", known.agreements)
    show_lines(shown, f"From {known.a.name} to {known.b.name}", known.from_a)
    show_lines(shown, f"From {known.b.name} to {known.a.name}", known.from_b)
    show_lines(shown, "Planned together", known.joint)
    show_lines(shown, "Carried out", known.activities)
    show_lines(shown, "Encounters", known.encounters)
    show_lines(shown, "Profile and aims", known.traits)
    _sources(len(known.sources), shown)


def _partner(pair: Pair, own: int) -> str:
    other = pair.b if pair.a.pk == own else pair.a
    return f"{other.key.replace('|', ', '):28} {state(pair)}"


def state(pair: Pair | Partnership) -> str:
    """How a partnership stands, in a line."""
    from ikrar.ontology import label

    since = f"since {pair.since}" if pair.since else ""
    last = f"last act {pair.last_act}" if pair.last_act else ""
    return ", ".join(part for part in (label(pair.status, "en").lower(), since, last) if part)


def _sources(count: int, shown: Console) -> None:
    from ikrar.cli.words import counted

    if count:
        shown.print(f"From {counted(count, 'document')}.", style="dim")
