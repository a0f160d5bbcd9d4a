"""Readings as one self-contained page: each text with its claims marked in it and listed beside it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files

from ikrar.cli import words
from ikrar.model import Claim, Document, Reading
from ikrar.site.shown.highlight import Paragraph, Segment, Stretch, paragraphs


def page(readings: Sequence[Reading], explain: bool = False) -> Iterator[str]:
    """The page, piece by piece. It loads nothing from anywhere and works without its few lines of script."""
    script = _own("page.js")
    yield _head(readings, script)
    if len(readings) != 1:
        yield _contents(readings)
    for number, reading in enumerate(readings, 1):
        yield from _article(reading, number, explain)
    yield f"</main>\n<script>{script}</script>\n</body>\n</html>\n"


def _own(name: str) -> str:
    return (files("ikrar.cli") / name).read_text("utf-8")


def _site(name: str) -> str:
    return (files("ikrar.site") / "static" / "ikrar" / name).read_text("utf-8")


def _head(readings: Sequence[Reading], script: str) -> str:
    title = _title(readings[0].document) if len(readings) == 1 else words.counted(len(readings), "document")
    style = _site("tokens.css") + _site("type.css") + _own("page.css")
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{allowed}'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} · Ikrar</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
    )


def _title(document: Document) -> str:
    return document.title or document.id


def _contents(readings: Sequence[Reading]) -> str:
    claims = words.counted(sum(len(r.claims) for r in readings), "claim")
    rows = "".join(
        f'<li><a href="#d{n}"{_lang(r)}>{escape(_title(r.document))}</a>'
        f' <span class="soft small">{words.counted(len(r.claims), "claim")}</span></li>\n'
        for n, r in enumerate(readings, 1)
    )
    heading = f"{words.counted(len(readings), 'document')}, {claims}"
    return f'<nav class="contents" aria-label="Documents">\n<h1>{heading}</h1>\n<ol>\n{rows}</ol>\n</nav>\n'


def _article(reading: Reading, number: int, explain: bool) -> Iterator[str]:
    yield f'<article class="document" id="d{number}">\n<h1 class="source-title"{_lang(reading)}>'
    yield f"{escape(_title(reading.document))}</h1>\n{_about(reading)}"
    stretches = [Stretch(i, e.start, e.end) for i, c in enumerate(reading.claims) for e in c.evidence]
    stretches += [
        Stretch(i, n.start, n.end, note=True)
        for i, n in enumerate(reading.notes)
        if n.start is not None and n.end is not None
    ]
    lines = paragraphs(reading.document.text, stretches)
    if not reading.claims:
        yield '<p class="soft">Nothing in this text is an act between the governments of two places.</p>\n'
        yield "<details><summary>The text</summary>\n"
    for line in lines:
        yield from _passage(line, reading, f"d{number}", explain)
    yield ("" if reading.claims else "</details>\n") + "</article>\n"


def _lang(reading: Reading) -> str:
    return f' lang="{escape(reading.lang)}"' if reading.lang else ""


def _about(reading: Reading) -> str:
    document = reading.document
    known = [
        escape(f"Published {document.published}" if document.published else ""),
        _link(document.url) if document.url else escape(document.source or ""),
        escape(words.LANGUAGES.get(reading.lang or "", reading.lang or "")),
        words.counted(len(reading.claims), "claim"),
    ]
    notes = "".join(f"<li>{escape(note.message)}</li>" for note in reading.notes)
    meta = "".join(f"<span>{part}</span>" for part in known if part)
    return f'<p class="meta">{meta}</p>\n' + (f'<ul class="notes">{notes}</ul>\n' if notes else "")


def _link(url: str) -> str:
    if not url.startswith(("https://", "http://")):
        return escape(url)
    return f'<a href="{escape(url)}" rel="noreferrer external">{escape(url)}</a>'


def _passage(line: Paragraph, reading: Reading, at: str, explain: bool) -> Iterator[str]:
    bare = "" if line.claims else " bare"
    yield f'<div class="passage{bare}">\n<p class="prose"{_lang(reading)}>'
    yield "".join(_segment(segment, at) for segment in line.segments) + "</p>\n"
    if line.claims:
        yield '<div class="margin">\n'
        yield from (_claim(reading.claims[n], n, at, explain) for n in line.claims)
        yield "</div>\n"
    yield "</div>\n"


def _segment(segment: Segment, at: str) -> str:
    text = escape(segment.text)
    anchors = "".join(f'<span class="at" id="{at}w{n + 1}"></span>' for n in segment.begins)
    refs = "".join(
        f'<a class="ref" href="#{at}c{n + 1}" lang="en" aria-label="Claim {n + 1}">{n + 1}</a>' for n in segment.ends
    )
    noted = " noted" if segment.notes else ""
    if segment.inner is not None:
        carried = " ".join(f"{at}c{n + 1}" for n in segment.claims)
        twice = " twice" if len(segment.claims) > 1 else ""
        link = f'href="#{at}c{segment.inner + 1}" data-claims="{carried}" tabindex="-1"'
        text = f'<a class="mark{twice}{noted}" {link}>{text}</a>'
    elif noted:
        text = f'<span class="noted">{text}</span>'
    return anchors + text + refs


def _claim(claim: Claim, n: int, at: str, explain: bool) -> str:
    said = f' <span class="soft">({escape(claim.speaker)})</span>' if claim.speaker else ""
    what = f'<p class="source-title">{escape(claim.what)}</p>' if claim.what else ""
    about = (claim.when, words.fields(claim.fields), words.sure(claim.confidence))
    meta = "".join(f"<span>{escape(part)}</span>" for part in about if part)
    why = "".join(f"<li>{escape(reason)}</li>" for reason in claim.reasons) if explain else ""
    return (
        f'<section class="claim" id="{at}c{n + 1}" tabindex="-1">\n'
        f'<a class="number" href="#{at}w{n + 1}" aria-label="Claim {n + 1}: to its words">{n + 1}</a>\n'
        f"<div><p><b>{escape(words.act(claim))}</b></p><p>{escape(words.who(claim))}{said}</p>{what}"
        f'<p class="meta">{meta}</p>{f"<ul class=why>{why}</ul>" if why else ""}</div>\n</section>\n'
    )
