"""Names of officials, learned where they stand beside their office, and found again where they stand alone."""

from __future__ import annotations

import re

from ikrar.model.party import Party
from ikrar.reading.lexicon import is_han
from ikrar.reading.mentions import Mention
from ikrar.reading.page import Page
from ikrar.reading.units import Unit

_TOKEN = r"(?:(?:[A-Z]\.){2,}|[A-Z][\w’'\-]*\.?)"
_PARTICLE = r"(?:de|da|do|dos|del|della|di|bin|binti|bte|van|von|der|al|el|la|le|Al-|ibn|y)"
_QUOTED = r"(?:[“\"(][A-Z][\w’']+[”\")])"
_LATIN_NAME = re.compile(rf"{_TOKEN}(?: (?:{_PARTICLE} )?(?:{_TOKEN}|{_QUOTED})){{0,6}}")
_NICKNAME = re.compile(r"^\s*[(“\"]([A-Z][\w’']+)[)”\"]")
_BEFORE = re.compile(rf"({_TOKEN}(?: (?:{_PARTICLE} )?{_TOKEN}){{0,5}}),? (?:(?:the|as|selaku|sebagai) )*$")
_NAME_OF = re.compile(rf"({_TOKEN}(?: (?:{_PARTICLE} )?{_TOKEN}){{0,7}}),? (?:of|from|dari|asal) (?:the )?$")
_OF = (" of ", " from ", " dari ", " asal ", " of the ")
_COMMA = re.compile(r"(?:,|(?<=\bGov)\.|(?<=\bCllr)\.|(?<=\bCoun)\.|(?<=\bRep)\.|(?<=\bMin)\.)? ?")
# Parts of names that many people share, or that are no names.
_COMMON = frozenset(
    [
        "the",
        "hon",
        "hj",
        "haji",
        "drs",
        "mrs",
        "dan",
        "and",
        "bin",
        "van",
        "von",
        "der",
        "jr",
        "sr",
        "dr",
        "ir",
        "prof",
        "st",
        "new",
        "san",
    ]
)
# Capitalised at the head of a sentence these are words.
_SMALL = frozenset(
    "Al An As At Be By De Di Do Dr El Go He Hj If In Ir Is It Ke La Me Mr Ms My No Of On Or So St To Up Us We".split()  # noqa: SIM905
)
_IN_NAMES = frozenset("van von de da do dos del della di bin binti der al el la le ibn y".split())  # noqa: SIM905
_NOUNS = frozenset({"object", "event", "field", "profile"})
_HAN_SHORT = frozenset({"CN", "KR", "JP", "VN", "TW", "SG", "HK", "MO", ""})


def learn(page: Page, units: list[Unit]) -> dict[str, Party]:
    """Names -> parties, from `office + place + name` in any order. A name of two parties is left out."""
    names: dict[str, Party | None] = {}
    told = 0  # where what names the office before ends: its holder is not the next one's
    for unit in units:
        if unit.party is None or unit.role is None:
            continue
        found = _han_names(page, unit) if not page.language.spaced else _latin_names(page, unit, told)
        told = unit.end
        for name in found:
            if name in names and names[name] != unit.party:
                names[name] = None
            else:
                names[name] = unit.party
    if page.language.spaced:
        for unit in units:
            for name in _named_of(page, unit):
                names.setdefault(name, unit.party)
    return {n: p for n, p in names.items() if p is not None}


def _named_of(page: Page, unit: Unit) -> list[str]:
    """A name between an office and its place: Governor Toshio Ikeda of Japan's Hyogo Prefecture."""
    if unit.party is None or unit.role in ("official", "group"):
        return []
    start = unit.start
    if not page.text[max(0, start - 9) : start].endswith(_OF):
        return []
    found = _NAME_OF.search(page.text, max(0, start - 80), start)
    if found is None:
        return []
    for m in page.within(max(0, found.start(1) - 40), found.end(1)):
        if m.has("official") and found.end(1) > m.end and m.end >= found.start(1) - 1:
            name = page.text[m.end : found.end(1)].strip(" ,.")
            if name and name[0].isupper() and not any(x.senses for x in page.within(m.end + 1, found.end(1))):
                unit.start, unit.roles = m.start, [m, *unit.roles]
                return _parts(name)
    return []


def follows(page: Page, start: int) -> tuple[str, int] | None:
    """A person's name that begins at a position or right behind titles there, and its end."""
    text = page.text
    comma = _COMMA.match(text, start)
    at = comma.end() if comma else start
    title = next((m for m in page.within(at, at + 1) if m.has("title")), None)
    while title is not None:
        rest = text[title.end : title.end + 3]
        at = title.end + len(rest) - len(rest.lstrip(" .'’"))
        title = next((m for m in page.within(at, at + 1) if m.has("title")), None)
    found = _LATIN_NAME.match(text, at)
    name = _clip(page, found[0], at) if found else ""
    known = any(m.places and m.end - m.start >= len(name) for m in page.within(at, at + 1))
    return (name, at + len(name)) if len(name) > 2 and not known else None


def parts(name: str) -> list[str]:
    """A name and what of it can stand for it."""
    return _parts(name)


def _clip(page: Page, name: str, start: int) -> str:
    """A capitalised stretch, cut before the first word that means something else."""
    for m in page.within(start, start + len(name)):
        inside = m.start > start and " " not in m.word
        particle = m.word in _IN_NAMES and not m.has("in")  # Yoshimura di Surabaya: in Indonesian, in Surabaya
        if m.has("title") or (inside and (particle or m.classes <= _NOUNS)):
            continue
        if m.senses and not m.places and not hyphened(page, m):
            return name[: m.start - start].rstrip(" ,")
    return name


def hyphened(page: Page, m: Mention) -> bool:
    """Whether a word is but a part of one that hyphens join: the Dong of Choi Dong-wook."""
    return page.text[m.end : m.end + 1] == "-" or page.text[m.start - 1 : m.start] == "-"


def _latin_names(page: Page, unit: Unit, floor: int) -> list[str]:
    text = page.text
    found: list[str] = []
    at = unit.end
    comma = _COMMA.match(text, at)
    after = comma.end() if comma else at
    title = next((m for m in page.within(after, after + 1) if m.has("title")), None)
    while title is not None:
        rest = text[title.end : title.end + 3]
        after = title.end + len(rest) - len(rest.lstrip(" .'’"))
        title = next((m for m in page.within(after, after + 1) if m.has("title")), None)
    name = _LATIN_NAME.match(text, after)
    official = unit.role == "official"
    if name and (official or (comma and comma[0].startswith(","))):
        full = _clip(page, name[0], after)
        here = [m for m in page.within(after, after + 1) if m.places and not m.senses]
        # Ambassadors of Belgium, Denmark and Switzerland: the second is a country, not the first's envoy.
        country = any(m.places[0].level == "country" and m.end - after >= len(full) for m in here)
        country = country or (bool(here) and any(_plural(r) for r in unit.roles))  # the mayors of La Paz, Lima
        if full and not country and (official or (" " in full and not here)):
            found += _parts(full)
            end = after + len(full)
            nick = _NICKNAME.match(text[end : end + 30])
            if nick:
                found.append(nick[1])
            if official and full:
                unit.end = max(unit.end, end)
    if official:
        before = _BEFORE.search(text, max(floor, unit.start - 70), unit.start)
        if (
            before
            and "\n" not in before[0]
            and (before[0].rstrip(" ").endswith(",") or before[0].rstrip().endswith(("the", "as", "selaku", "sebagai")))
        ):
            full = before[1]
            inside = [
                m
                for m in page.within(before.start(1), before.end(1))
                if m.senses and not m.places and not m.has("title") and not hyphened(page, m)
            ]
            if inside:
                full = text[inside[-1].end : before.end(1)].strip()
            place = any(m.places and m.end - m.start >= len(full) for m in page.within(before.start(1), before.end(1)))
            if full and not place:
                found += _parts(full)
                unit.start = before.end(1) - len(full)
    return found


def _plural(office: Mention) -> bool:
    return office.has("official") and office.word.removesuffix(" of").endswith("s")


def _parts(full: str) -> list[str]:
    """The full name and each part that can stand for it; of a short name (Ma Weiguo) its first part too."""
    parts = [p.strip(".,’'“”\"()") for p in full.split()]
    first = parts[:1] if 2 <= len(parts) <= 3 and len(parts[0]) == 2 and parts[0] not in _SMALL else []
    return [full, *first, *(p for p in parts if len(p) >= 3 and p.casefold() not in _COMMON and p[0].isupper())]


def _han_names(page: Page, unit: Unit) -> list[str]:
    if unit.role != "official" or unit.party is None:
        return []
    start = unit.end
    stop = start
    limit = 4 if unit.party.country in _HAN_SHORT else 14
    while stop < len(page.text) and stop - start < limit and _in_name(page.text[stop]):
        stop += 1
    inside = page.within(start, stop)
    joined = [m.end for m in inside[:1] if m.start == start and m.has("and", "with")]
    if page.text[start : start + 1] in page.language.no_names or any(m.places and m.start in joined for m in inside):
        return []  # 釜山市市长和泗水市市长: the second is no name of the first
    for m in inside:
        if m.end == stop and m.end - m.start == 1 and stop < len(page.text) and not is_han(page.text[stop]):
            continue  # a name's last character before a comma: 邯伯盼、
        known = m.start > start or m.end - m.start > 1  # a word at once after the office is no name: 司长今日
        if known and m.senses and not m.has("field", "detect", "title-only"):
            stop = m.start
            break
    name = page.text[start:stop]
    if len(name) < 2 or (stop < len(page.text) and limit == 4 and len(name) == 4 and is_han(page.text[stop])):
        if len(name) < 2:
            return []
        name = name[:3]
    unit.end = start + len(name)
    parts = [name]
    for part in re.split("[·•・・-]", name):
        if len(part) >= 2 and part != name:
            parts.append(part)
    return parts


def _in_name(c: str) -> bool:
    """Han and katakana spell names; hiragana are the words between them."""
    return (is_han(c) and not "\u3041" <= c <= "\u309f") or c in "·•・・-"


def occurrences(page: Page, names: dict[str, Party], taken: bytearray) -> list[tuple[int, int, Party]]:
    """Where a learnt name stands outside what already names its office (`taken`, a mark for each character)."""
    if not names:
        return []
    ordered = sorted(names, key=len, reverse=True)
    border = r"\b" if page.language.spaced else ""
    pattern = re.compile(border + "(?:" + "|".join(map(re.escape, ordered)) + ")" + border)
    found: list[tuple[int, int, Party]] = []
    for match in pattern.finditer(page.text):
        if not taken[match.start()]:
            if found and found[-1][2] == names[match[0]] and match.start() - found[-1][1] <= 1:
                found[-1] = (found[-1][0], match.end(), found[-1][2])
            else:
                found.append((match.start(), match.end(), names[match[0]]))
    return found


def surname_and_office(page: Page, m: Mention, names: dict[str, Party]) -> tuple[int, Party] | None:
    """张副总领事, 梁栋副市长: a name known in full before an office; its start and party."""
    text = page.text
    for length in (3, 2, 1, 4):
        start = m.start - length
        if start < 0 or not all(is_han(c) for c in text[start : m.start]):
            continue
        name = text[start : m.start]
        if name in names:
            return start, names[name]
        if length == 1:
            party = next((p for n, p in names.items() if n[0] == name and is_han(n[0])), None)
            if party is not None:
                return start, party
    return None
