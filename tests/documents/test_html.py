"""Web pages: the article, its title, its day and its address."""

from __future__ import annotations

from ikrar.documents import load_stream
from tests.documents.make import refusal, text_of

ARTICLE = """<h1>Darwin menyambut Denpasar</h1>
<p>Wali Kota Darwin dan Wali Kota Denpasar menandatangani nota kesepahaman kota kembar hari ini di Civic Centre.</p>
<p>Darwin mengundang perajin dari Denpasar ke Festival Darwin pada Agustus 2024. Undangan itu diterima.</p>
<p>Kedua kota berencana menggelar latihan tanggap darurat bersama di Denpasar pada November 2024.</p>"""
PAGE = f"""<!DOCTYPE html><html lang="en-US"><head><meta charset="utf-8"><title>Darwin menyambut Denpasar - Pos</title>
<meta property="og:title" content="Darwin menyambut Denpasar">
<meta property="article:published_time" content="2024-05-17T08:00:00+08:00">
<meta property="article:modified_time" content="2024-09-01T08:00:00+08:00">
<link rel="canonical" href="https://example.org/2024/05/17/darwin"></head>
<body><nav><a href="/">Beranda</a> <a href="/bola">Bola</a></nav><main><article>{ARTICLE}</article></main>
<footer>Hak cipta 2026</footer></body></html>"""
CHINESE = (
    "<p>上海市副市长陆致远率代表团于5月16日至18日访问雅加达。17日，雅加达代理省长在市政厅会见了陆致远一行。</p>"
    "<p>他代表上海市政府邀请雅加达市属企业参加将于2023年11月5日至10日举行的第六届中国国际进口博览会。</p>"
)


def test_the_article_is_kept_and_what_stands_around_it_is_not():
    text = text_of(PAGE.encode(), "page.html")
    assert "Darwin mengundang perajin dari Denpasar" in text
    assert "Beranda" not in text
    assert "Hak cipta" not in text
    assert "<p>" not in text


def test_the_page_gives_title_day_of_publication_and_address():
    (document,) = load_stream(PAGE.encode(), "page.html")
    assert document.title == "Darwin menyambut Denpasar"
    assert document.published == "2024-05-17"
    assert document.url == "https://example.org/2024/05/17/darwin"


def test_the_language_that_a_template_declares_is_not_believed():
    (document,) = load_stream(PAGE.encode(), "page.html")
    assert document.lang is None


def test_a_page_without_a_date_has_none():
    (document,) = load_stream(f"<html><body>{ARTICLE}<p>Hak cipta 2019</p></body></html>".encode(), "page.html")
    assert document.published is None


def test_a_page_is_known_by_its_beginning():
    assert "Darwin mengundang" in text_of(b"\n<!-- saved -->\n" + PAGE.encode(), "download")


def test_a_declared_encoding_is_followed():
    declared = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
    page = f"<html><head>{declared}</head><body>{CHINESE}</body></html>"
    assert "第六届中国国际进口博览会" in text_of(page.encode("gb18030"), "page.htm")


def test_a_page_that_declares_the_wrong_encoding_is_read_as_it_is():
    page = f'<html><head><meta charset="iso-8859-1"></head><body>{CHINESE}</body></html>'
    assert "第六届中国国际进口博览会" in text_of(page.encode("utf-8"), "page.html")


def test_a_page_in_utf16_is_read():
    assert "Darwin mengundang" in text_of(PAGE.encode("utf-16"), "page.html")


def test_xhtml_with_a_declaration_is_read():
    page = f'<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>{ARTICLE}</body></html>'
    assert "Darwin mengundang" in text_of(page.encode(), "page.xhtml")


def test_a_page_that_scripts_would_fill_is_named():
    assert "no text stands in this page" in refusal(b"<html><body><div id=app></div></body></html>", "app.html")
