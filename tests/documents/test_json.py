"""JSON Lines and JSON: texts as they stand, bad lines by number, files of any length."""

from __future__ import annotations

import io
import json
import tracemalloc

import pytest

from ikrar.documents import load_stream
from tests.documents.make import only, reasons, refusal

TEXT = "\ufeffJakarta\r\n\u200b雅加达 \U0001f3d9 e\u0301\n\n "


def test_each_line_is_a_document():
    record = {
        "id": "a",
        "text": "Jakarta",
        "lang": "id",
        "title": "T",
        "published": "2023-04-29",
        "url": "https://x.org",
    }
    (document,) = load_stream(json.dumps(record).encode(), "press.jsonl")
    assert (document.id, document.text, document.lang) == ("a", "Jakarta", "id")
    assert (document.title, document.published, document.url) == ("T", "2023-04-29", "https://x.org")
    assert document.source == "press.jsonl, line 1"


def test_the_text_is_kept_character_for_character():
    (document,) = load_stream(json.dumps({"id": "a", "text": TEXT}).encode(), "press.jsonl")
    assert document.text == TEXT


def test_a_record_without_an_id_is_called_by_file_and_line():
    documents = load_stream(b'{"text": "a"}\n\n{"text": "b", "id": 7}\n{"text": "c"}', "press.jsonl")
    assert [d.id for d in documents] == ["press:1", "7", "press:4"]


def test_what_is_null_or_empty_is_not_known():
    (document,) = load_stream(b'{"text": "a", "lang": null, "title": "", "published": null}', "press.jsonl")
    assert (document.lang, document.title, document.published) == (None, None, None)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"text": "a', "is not JSON"),
        (b"nonsense", "is not JSON"),
        (b'"text"', "is not an object"),
        (b'{"id": "a"}', "“text” is missing"),
        (b'{"text": 5}', "“text” is not a string"),
        (b'{"text": " "}', "its text is empty"),
        (b'{"text": "a", "title": ["b"]}', "“title” is not a string"),
        (b'{"text": "\\ud800"}', "halves of characters"),
        (b'{"text": "\xff"}', "is not UTF-8"),
        (b"[" * 100_000, "is not JSON"),
        (b'{"text": "a", "id": ' + b"9" * 10_000 + b"}", "is not JSON"),
    ],
)
def test_a_bad_line_is_named_by_its_number_and_the_others_are_read(line, said):
    told, data = [], b'{"text": "a"}\n' + line + b'\n{"text": "b"}\n'
    documents = list(load_stream(data, "press.jsonl", unreadable=told.append))
    assert [d.text for d in documents] == ["a", "b"]
    assert [p.source for p in told] == ["press.jsonl, line 2"]
    assert said in told[0].reason


def test_a_line_over_the_limit_is_named_and_the_others_are_read():
    told, data = [], b'{"text": "' + b"a" * 500 + b'"}\n{"text": "b"}'
    documents = list(load_stream(data, "press.jsonl", limit=200, unreadable=told.append))
    assert [d.id for d in documents] == ["press:2"]
    assert "line 1: is larger than 200 bytes" in str(told[0])


def test_a_file_longer_than_the_limit_is_read_line_by_line():
    data = b"".join(b'{"text": "%d"}\n' % i for i in range(100))
    assert len(list(load_stream(data, "press.jsonl", limit=50))) == 100


def test_a_long_file_is_never_held():
    line = json.dumps({"text": "Jakarta " * 1000}).encode() + b"\n"

    class Endless(io.RawIOBase):
        """Two thousand lines, 16 MB, made as they are asked for."""

        left, rest = 2000, b""

        def readable(self) -> bool:
            return True

        def readinto(self, into) -> int:
            if not self.rest and self.left:
                self.rest, self.left = line, self.left - 1
            n = min(len(into), len(self.rest))
            into[:n], self.rest = self.rest[:n], self.rest[n:]
            return n

    tracemalloc.start()
    assert sum(1 for _ in load_stream(io.BufferedReader(Endless()), "-")) == 2000
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_byte_order_mark_before_the_first_line_is_passed_over():
    assert [d.text for d in load_stream(b'\xef\xbb\xbf{"text": "a"}\r\n{"text": "b"}\r\n', "press.jsonl")] == ["a", "b"]


def test_an_empty_file_is_named():
    assert refusal(b"\n\n", "press.jsonl") == "press.jsonl: is empty"


def test_a_json_file_may_hold_one_record(tmp_path):
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"text": TEXT}, indent=2), encoding="utf-8")
    assert (only(path).id, only(path).text) == ("one", TEXT)


def test_a_json_file_may_hold_a_list_of_records():
    told = []
    documents = list(
        load_stream(b'[{"text": "a"}, {"text": ""}, {"id": "c", "text": "c"}]', "l.json", unreadable=told.append)
    )
    assert [d.id for d in documents] == ["l:1", "c"]
    assert [str(p) for p in told] == ["l.json, item 2: its text is empty"]


def test_json_lines_under_the_name_of_json_are_read():
    assert len(list(load_stream(b'{"text": "a"}\n{"text": "b"}\n', "press.json"))) == 2


def test_json_that_breaks_off_is_named():
    assert "press.json: is not JSON" in refusal(b'{"text": "a",\n "id"', "press.json")
    assert "list holds nothing" in refusal(b"[]", "press.json")


def test_a_stream_without_a_name_is_known_by_its_beginning():
    assert [d.id for d in load_stream(b'{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}', "stdin")] == ["a", "b"]
    assert [d.id for d in load_stream(b'[\n {"text": "x"}]', "stdin")] == ["stdin:1"]
    assert [d.text for d in load_stream(b"[Jakarta] {not json}", "stdin")] == ["[Jakarta] {not json}"]


def test_without_anybody_to_tell_the_first_bad_line_stops():
    with pytest.raises(Exception, match="line 1: is not JSON"):
        list(load_stream(b"x\n", "press.jsonl"))
    assert reasons(lambda tell: load_stream(b"x\n", "press.jsonl", unreadable=tell))
