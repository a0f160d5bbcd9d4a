"""Files kept by their content: once, whole, and checked whenever they are read. No database."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest

from ikrar.register.filestore import Damaged, FileStore, Missing, TooLarge
from ikrar.register.sniffing import sniff


@pytest.fixture
def store(tmp_path) -> FileStore:
    return FileStore(tmp_path / "files")


def put(store: FileStore, content: bytes) -> str:
    return store.put(io.BytesIO(content))


def test_what_is_kept_comes_back_under_the_hash_of_its_content(store):
    sha256 = put(store, b"%PDF-1.7 an original")
    assert sha256 == hashlib.sha256(b"%PDF-1.7 an original").hexdigest()
    with store.open(sha256) as stream:
        assert stream.read() == b"%PDF-1.7 an original"
    assert store.path(sha256) == store.root / sha256[:2] / sha256
    assert store.size(sha256) == 20


def test_the_same_content_is_kept_once(store):
    assert put(store, b"one") == put(store, b"one")
    assert list(store.hashes()) == [hashlib.sha256(b"one").hexdigest()]
    assert [p for p in store.root.rglob("*") if p.is_file()] == [store.path(put(store, b"one"))]


def test_a_damaged_file_is_not_handed_out(store):
    sha256 = put(store, b"a memorandum of twelve pages")
    store.path(sha256).write_bytes(b"a memorandum of eleven pages")
    assert not store.verify(sha256)
    with pytest.raises(Damaged, match="not as it was kept"):
        store.open(sha256)


def test_keeping_it_again_mends_a_damaged_file(store):
    sha256 = put(store, b"good")
    store.path(sha256).write_bytes(b"bad")
    assert put(store, b"good") == sha256
    assert store.verify(sha256)


def test_a_file_that_is_not_there_is_missing(store):
    with pytest.raises(Missing):
        store.open("0" * 64)
    assert not store.verify("0" * 64)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "/x"])
def test_what_is_no_hash_leads_nowhere(store, name):
    with pytest.raises(Missing):
        store.open(name)


def test_too_much_is_refused_and_leaves_nothing_behind(store):
    with pytest.raises(TooLarge):
        store.put(io.BytesIO(b"x" * 101), limit=100)
    assert [p for p in store.root.rglob("*") if p.is_file()] == []
    store.put(io.BytesIO(b"x" * 100), limit=100)


def test_a_stream_that_breaks_leaves_nothing_behind(store):
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("the line went dead")

    with pytest.raises(OSError, match="dead"):
        store.put(Broken(b"x"))
    assert [p for p in store.root.rglob("*") if p.is_file()] == []


def archive(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for name, content in parts.items():
            out.writestr({"types": "[Content_Types].xml", "macros": "word/vbaProject.bin"}.get(name, name), content)
    return made.getvalue()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("content", "type_"),
    [
        (b"%PDF-1.4\n...", "application/pdf"),
        (b"\n%PDF-1.4\n...", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"II*\x00....", "image/tiff"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        (archive(types=f'<Override ContentType="{WORD}.main+xml"/>'), WORD),
        (archive(types=f'<Override ContentType="{SHEET}.main+xml"/>'), SHEET),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text"),
        (archive(types=f'<Override ContentType="{WORD}.main+xml"/>', macros="x"), None),
        (archive(mimetype="application/java-archive"), None),
        (archive(readme="x"), None),
        (b"PK\x03\x04 not an archive", None),
        (b"<html><script>alert(1)</script>", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"MZ\x90\x00", None),
        (b"", None),
    ],
)
def test_what_a_file_is_shows_in_its_content(content, type_):
    assert sniff(io.BytesIO(content)) == type_
