"""Which files are meant, what they are called, and what becomes of those that cannot be read."""

from __future__ import annotations

import io
import os
import pickle
from pathlib import Path

import pytest

from ikrar.documents import LIMIT, Unreadable, find, load, load_all
from tests.documents.make import pdf, word


@pytest.fixture
def press(tmp_path, monkeypatch) -> Path:
    """A folder of press releases such as lie on a desk."""
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.txt", "2023/c.md", "2023/photo.JPG", ".hidden.txt", ".git/x.txt", "README.md", "~$d.docx"):
        path = tmp_path / "press" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Jakarta {name}")
    return tmp_path / "press"


def _found(*arguments: str) -> list[str]:
    return [path.as_posix() for path in find(arguments)]


def test_a_folder_is_walked_in_the_order_of_names(press):
    assert _found("press") == ["press/a.txt", "press/b.txt", "press/2023/c.md"]


def test_hidden_files_pictures_and_a_readme_are_passed_over(press):
    assert not [name for name in _found("press") if "hidden" in name or "photo" in name or "README" in name]


def test_a_file_that_is_named_is_taken_whatever_it_is_called(press):
    assert _found("press/README.md", "press/.hidden.txt") == ["press/README.md", "press/.hidden.txt"]


def test_patterns_are_followed(press):
    assert _found("press/*.txt") == ["press/a.txt", "press/b.txt"]
    assert _found("press/**/*.md") == ["press/2023/c.md", "press/README.md"]


def test_a_file_named_twice_is_read_once(press):
    assert _found("press/a.txt", "press", "./press/a.txt") == ["press/a.txt", "press/b.txt", "press/2023/c.md"]


def test_a_dash_is_standard_input(press, monkeypatch):
    assert _found("-", "press/a.txt") == ["-", "press/a.txt"]

    class Input:
        buffer = io.BytesIO(b"Jakarta")

    monkeypatch.setattr("sys.stdin", Input)
    (document,) = load(Path("-"))
    assert (document.id, document.text, document.source) == ("stdin", "Jakarta", "stdin")


def test_what_is_not_there_is_named(press):
    told: list[Unreadable] = []
    os.mkdir("none")
    assert not list(find(["gone.txt", "*.xyz", "none"], told.append))
    assert [str(p) for p in told] == [
        "gone.txt: there is no such file",
        "*.xyz: no file is called so",
        "none: this folder holds no documents",
    ]


def test_files_of_the_same_name_are_told_apart_by_their_path(press):
    (press / "2023" / "a.txt").write_text("Shanghai")
    assert [d.id for d in load_all(["press"])] == ["a.txt", "b", "2023/a.txt", "c"]


def test_a_text_and_a_page_of_the_same_name_are_told_apart(press):
    (press / "b.md").write_text("Shanghai")
    assert [d.id for d in load_all(["press/b.txt", "press/b.md"])] == ["b.txt", "b.md"]


def test_the_bad_are_named_and_the_others_are_read(press):
    (press / "locked.pdf").write_bytes(pdf(["Jakarta"], password="x"))
    (press / "d.docx").write_bytes(word("Jakarta")[:500])
    (press / "e.txt").write_bytes(b"")
    (press / "f.xyz").write_bytes(bytes(range(256)) * 20)
    (press / "g.txt").write_text("Shanghai")
    told: list[Unreadable] = []
    documents = list(load_all(["press", "gone.txt"], unreadable=told.append))
    assert [d.id for d in documents] == ["a", "b", "g", "c"]
    assert [p.source for p in told] == ["gone.txt", "press/d.docx", "press/e.txt", "press/f.xyz", "press/locked.pdf"]


def test_an_input_over_the_limit_is_named(press):
    (press / "big.txt").write_bytes(b"a" * (LIMIT + 1))
    with pytest.raises(Unreadable, match=r"press/big.txt: is larger than 20 MB"):
        list(load(Path("press/big.txt")))
    assert len(next(load(Path("press/big.txt"), limit=LIMIT + 1)).text) == LIMIT + 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_opened_is_named(press):
    os.chmod("press/a.txt", 0)
    with pytest.raises(Unreadable, match="Permission denied"):
        list(load(Path("press/a.txt")))


def test_a_link_that_leads_nowhere_is_named(press):
    os.symlink("nowhere", "press/z.txt")
    told: list[Unreadable] = []
    list(load_all(["press"], unreadable=told.append))
    assert [p.source for p in told] == ["press/z.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_a_folder_is_not_waited_for(press):
    os.mkfifo(press / "pipe")
    assert "press/pipe" not in _found("press")


def test_a_name_that_is_no_text_is_shown_all_the_same(press):
    Path(os.fsdecode(b"press/\xff.txt")).write_text("Jakarta")
    assert "\ufffd" in [d.id for d in load_all(["press"])]


def test_a_problem_can_be_passed_between_processes():
    problem = pickle.loads(pickle.dumps(Unreadable("a.txt", "is empty")))
    assert (problem.source, problem.reason, str(problem)) == ("a.txt", "is empty", "a.txt: is empty")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{\\rtf1 x}", "RTF"),
        (b"\x1f\x8b" + bytes(20), "compressed"),
        (b"\x89PNG\r\n", "image"),
        (b"SQLite format 3\0", "database"),
    ],
)
def test_what_is_known_and_not_read_is_told_with_what_to_do(tmp_path, data, said):
    path = tmp_path / "x"
    path.write_bytes(data)
    with pytest.raises(Unreadable, match=said):
        list(load(path))
