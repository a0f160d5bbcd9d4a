"""The pages' words: every message that code and templates use, beside what each language says for it.

`python -m ikrar.site.catalogue` brings the .po files up to date with the pages (new messages come in empty,
those that nothing uses any more go) and compiles them to the .mo files that the pages read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
ROOMS = tuple(
    HERE.parent / room for room in ("documents", "office", "work", "reminders", "site")
)  # whose words people read
LANGUAGES = {"id": "id", "zh_Hans": "zh"}  # folder of locale/: Babel's code. English stands in the pages themselves.
WIDTH = 120
_KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "Refused": None,  # why a document cannot be read
    "CannotChange": None,  # why somebody cannot decide so
    "reason": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "_": None,
}
_HEADER = """# Ikrar's pages in {name}. `python -m ikrar.site.catalogue` keeps this file in step with the pages.
msgid ""
msgstr ""
"Project-Id-Version: Ikrar\\n"
"Language: {folder}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""
_PLURAL = "nplurals=1; plural=0;"  # Neither Indonesian nor Chinese counts with another form.
_FIXED = datetime(2026, 1, 1, tzinfo=UTC)  # Babel writes a date into .mo files; they change when their words do.

Message = str | tuple[str, str]


def used() -> set[Message]:
    """Every message of the pages: a text, or a pair of one and many, which also serves the one alone."""
    found = set(_of_code()) | set(_of_templates())
    return found - {message[0] for message in found if isinstance(message, tuple)}


def _of_code() -> Iterator[Message]:
    for path in sorted(path for room in ROOMS for path in room.rglob("*.py")):
        if path != Path(__file__).resolve():
            for _line, message, _comments, _context in extract_from_file("python", str(path), keywords=_KEYWORDS):
                yield _plain(message)


def _of_templates() -> Iterator[Message]:
    """Templates as the Python that Django makes of them for this purpose."""
    from babel.messages.extract import extract
    from django.utils.translation import templatize

    templates = HERE / "templates"
    for path in sorted((*templates.rglob("*.html"), *templates.rglob("*.txt"))):  # pages, and mails
        code = templatize(path.read_text(), origin=str(path)).encode()
        for _line, message, _comments, _context in extract("python", BytesIO(code), keywords=_KEYWORDS):
            yield _plain(message)


def _plain(message: str | tuple[str, ...]) -> Message:
    return message if isinstance(message, str) else (message[0], message[1])


def path_of(folder: str, ending: str = "po") -> Path:
    return HERE / "locale" / folder / "LC_MESSAGES" / f"django.{ending}"


def kept(folder: str) -> Catalog:
    """What a language's .po file says."""
    with path_of(folder).open("rb") as file:
        return read_po(file, locale=LANGUAGES[folder])


def compiled(catalog: Catalog) -> bytes:
    """The .mo file of a catalogue."""
    catalog.creation_date = catalog.revision_date = _FIXED
    made = BytesIO()
    write_mo(made, catalog)
    return made.getvalue()


def brought_up_to_date(folder: str) -> str:
    """The .po file with exactly the messages in use, in alphabetical order."""
    now = kept(folder)
    made = Catalog(locale=LANGUAGES[folder])
    made.mime_headers = [("Plural-Forms", _PLURAL)]
    for message in used():
        known = now.get(message if isinstance(message, str) else message[0])
        words = known.string if known else ""
        if isinstance(message, tuple):
            words = words if isinstance(words, tuple) else (words,)
        made.add(message, words)
    written = BytesIO()
    write_po(written, made, width=WIDTH, no_location=True, sort_output=True, omit_header=True)
    name = Locale.parse(LANGUAGES[folder]).english_name
    return _HEADER.format(folder=folder, name=name, plural=_PLURAL) + written.getvalue().decode()


def empty(catalog: Catalog) -> list[str]:
    """The messages that a language has no words for."""
    return [str(m.id) for m in catalog if m.id and not all((m.string,) if isinstance(m.string, str) else m.string)]


def write(folder: str) -> None:
    path_of(folder).write_text(brought_up_to_date(folder))
    path_of(folder, "mo").write_bytes(compiled(kept(folder)))


def main() -> None:
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    for folder in LANGUAGES:
        write(folder)
        missing = empty(kept(folder))
        print(f"{path_of(folder).relative_to(HERE)}: {len(missing)} without words", *missing, sep="\n  ")


if __name__ == "__main__":
    main()
