"""Reading with several processes gives what reading with one gives, whatever happens to them."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ikrar.cli import side_by_side
from ikrar.documents import Unreadable
from tests.cli.conftest import INVITES, OTHER, PROGRAM, surroundings

forked = pytest.mark.skipif(sys.platform != "linux", reason="only a fork sees what a test replaces")


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder with documents of every sort of batch, and inputs that cannot be read among them."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    for i in range(20):
        (folder / f"{i:02}.txt").write_text(f"{i}. {INVITES}", encoding="utf-8")
    (folder / "05.html").write_text(f"<html><body><p>{OTHER}</p></body></html>", encoding="utf-8")
    (folder / "06.pdf").write_bytes(b"no PDF")
    (folder / "07.txt").write_bytes(b"")
    lines = [json.dumps({"id": f"line-{i}", "text": f"{i}. {OTHER}"}) for i in range(150)]
    lines[70] = "{broken"
    lines[149] = json.dumps({"id": "no text"})
    (folder / "08.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "09.txt").write_text(f"---\npublished: the other day\n---\n{INVITES}", encoding="utf-8")
    return folder


def test_two_processes_print_and_tell_the_same_as_one(process, mixed):
    one, two = (process("read", mixed, "--format", "jsonl", "--jobs", n) for n in (1, 2))
    assert one.stdout.count(b"\n") == 20 - 1 + 1 + 148
    assert two.stdout == one.stdout
    assert (one.returncode, two.returncode) == (1, 1)
    assert sorted(two.stderr.splitlines()) == sorted(one.stderr.splitlines())
    assert b"08.jsonl, line 71: " in two.stderr
    assert b"the other day" in two.stderr


def test_what_the_command_line_says_of_all_documents_holds_in_every_process(process, mixed):
    ran = process("read", mixed, "--format", "jsonl", "--jobs", 2, "--published", "2020-01-01", "--lang", "en")
    heads = [json.loads(line)["document"] for line in ran.stdout.splitlines()]
    assert {(d["published"], d["lang"]) for d in heads} == {("2020-01-01", "en")}


def test_a_register_filed_by_two_processes_is_the_one_filed_by_one(process, press):
    lines = [json.dumps({"id": f"line-{i}", "text": f"{i}. {OTHER}"}) for i in range(4)]
    (press / "more.jsonl").write_text("\n".join(lines), encoding="utf-8")
    one, two = (process("file", press, "--jobs", n, IKRAR_DATA=str(press.parent / str(n))) for n in (1, 2))
    assert two.stdout == one.stdout
    assert one.stdout.startswith(b"6 documents: 6 new\n")
    shown = [process("show", "Surabaya", IKRAR_DATA=str(press.parent / n)).stdout for n in ("1", "2")]
    assert shown[0] == shown[1]


@forked
def test_a_fault_of_ours_stops_at_its_document_in_another_process_too(ikrar, mixed, monkeypatch):
    from ikrar import reading

    whole = reading.read_document

    def faulty(document):
        if document.id == "line-3":
            raise ZeroDivisionError("nothing")
        return whole(document)

    monkeypatch.setattr(reading, "read_document", faulty)
    ran = ikrar("read", mixed, "--format", "jsonl", "--jobs", 2)
    assert ran.out.count("\n") == 167
    assert "line 4: could not be read, which is a fault of Ikrar: ZeroDivisionError: nothing" in ran.err


@forked
def test_a_process_that_is_killed_costs_no_document(ikrar, mixed, monkeypatch):
    from ikrar import reading

    whole = reading.read_document

    def killed(document):
        if document.id == "line-3" and multiprocessing.parent_process() is not None:
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(document)

    monkeypatch.setattr(reading, "read_document", killed)
    ran = ikrar("read", mixed, "--format", "jsonl", "--jobs", 2)
    assert ran.out.count("\n") == 168
    assert "a process that was reading has ended" in ran.err


def _listening() -> None:
    """What a shell starts in the background is deaf to interruptions, and so is all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_interrupting_ends_every_process_without_a_traceback(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": str(i), "text": INVITES * 20}) + "\n" for i in range(3000)))
    command = [PROGRAM, "read", path, "--format", "jsonl", "--jobs", "2"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=surroundings(tmp_path),
        start_new_session=True,
        preexec_fn=_listening,
    ) as ran:
        assert ran.stdout.readline()
        os.killpg(ran.pid, signal.SIGINT)
        try:
            _, said = ran.communicate(timeout=60)  # Ends only when no process holds the pipes open.
        finally:
            ran.kill()
    assert (ran.returncode, said) == (130, b"")


def test_processes_do_not_outlive_the_one_that_started_them(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": str(i), "text": INVITES * 20}) + "\n" for i in range(3000)))
    command = [PROGRAM, "read", path, "--format", "jsonl", "--jobs", "2"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings(tmp_path), start_new_session=True
    ) as ran:
        assert ran.stdout.readline()
        ran.kill()
        ran.communicate(timeout=60)
        for _ in range(100):
            try:
                os.killpg(ran.pid, 0)
            except ProcessLookupError:
                break
            time.sleep(0.1)
        else:
            os.killpg(ran.pid, signal.SIGKILL)
            pytest.fail("a process is still there")


def test_batches_are_small_however_long_the_file_is(tmp_path):
    path = tmp_path / "long.jsonl"
    path.write_text("".join(json.dumps({"text": "x" * (40_000 if i % 10 == 0 else 10)}) + "\n" for i in range(1000)))
    batches = list(side_by_side._batches([path], 1_000_000, {}))
    assert sum(len(b.documents) for b in batches if not isinstance(b, Unreadable)) == 1000
    assert max(len(b.documents) for b in batches) <= side_by_side.DOCUMENTS
    assert max(sum(len(d.text) for d in b.documents) for b in batches) < side_by_side.CHARACTERS + 40_000


def test_work_is_handed_out_only_as_fast_as_it_comes_back(tmp_path):
    path = tmp_path / "long.jsonl"
    path.write_text("".join(json.dumps({"text": "x"}) + "\n" for _ in range(side_by_side.DOCUMENTS * 40)))
    taken = 0

    def counted():
        nonlocal taken
        for batch in side_by_side._batches([path], 1_000_000, {}):
            taken += 1
            yield batch

    with side_by_side.ProcessPoolExecutor(1) as pool:
        ending = multiprocessing.Event()
        readings = side_by_side._in_order(pool, ending, counted(), pytest.fail, 3)
        next(readings)
        assert taken == 3
        assert sum(1 for _ in readings) == side_by_side.DOCUMENTS * 40 - 1


def test_a_few_documents_are_read_by_one_process(press):
    files = sorted(press.iterdir())
    assert side_by_side.processes(None, files) == 1
    assert side_by_side.processes(3, files) == 3


@pytest.mark.parametrize("words", [("--jobs", "0"), ("--jobs", "many"), ("--jobs", "2", "--reader", "llm")])
def test_numbers_that_make_no_sense_are_refused(ikrar, press, words):
    ran = ikrar("read", press, *words)
    assert ran.code == 2
    assert "--jobs" in ran.err
