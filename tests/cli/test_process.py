"""The command as a process: a fresh machine, pipes, and how fast it starts."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from tests.cli.conftest import INVITES, PROGRAM, surroundings

SIGNED = "Pemerintah Kota Bandung dan Pemerintah Kota Hamamatsu menandatangani nota kesepahaman pada 9 Mei 2025."


def test_help_teaches_by_example_and_comes_at_once(process):
    began = time.perf_counter()
    ran = process("--help")
    assert time.perf_counter() - began < 1.5  # A third of that on an idle machine.
    assert ran.returncode == 0
    assert b"ikrar show Jakarta Shanghai" in ran.stdout


@pytest.mark.parametrize(
    "command",
    [
        "read",
        "file",
        "reread",
        "follow",
        "show",
        "serve",
        "worker",
        "jobs",
        "check",
        "user",
        "migrate",
        "demo",
        "import",
    ],
)
def test_each_command_has_an_example(process, command):
    assert f"\n  ikrar {command}" in process(command, "--help").stdout.decode()


def test_asking_for_help_or_reading_loads_no_django():
    code = "import sys, ikrar.cli, ikrar.documents; print(*sys.modules)"
    python = PROGRAM.with_name("python")
    loaded = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"django", "trafilatura", "pypdf", "docx", "charset_normalizer"} & set(loaded)


def test_a_fresh_machine_files_follows_and_shows(process, press, tmp_path):
    ran = process("file", press)
    assert ran.returncode == 0
    assert ran.stdout.startswith(b"2 documents: 2 new\n")
    assert (tmp_path / "data" / "ikrar.sqlite3").exists()
    assert process("file", press).stdout.startswith(b"2 documents: 2 unchanged\n")
    assert "Jakarta → Shanghai" in process("show", "Jakarta").stdout.decode()
    assert process("follow", "--today", "2027-06-01").returncode == 0
    assert process("check").stdout.startswith(b"The register is in order: 2 documents")


def test_offices_of_one_machine_keep_apart(process, press, tmp_path):
    assert process("office", "add", "bandung", "--name", "Kota Bandung").returncode == 0
    process("file", press, "--office", "bandung")
    assert (tmp_path / "data" / "offices" / "bandung.sqlite3").exists()
    assert process("check").stdout.startswith(b"The register is in order: 0 documents")
    assert process("check", IKRAR_OFFICE="bandung").stdout.startswith(b"The register is in order: 2 documents")
    assert process("migrate").stdout.rstrip().endswith(b"is up to date.")


def test_the_demo_shows_what_documents_hold_each_with_its_source(tmp_path, press):
    (press / "signs.txt").write_text(SIGNED, encoding="utf-8")

    def demo():
        command = [PROGRAM, "demo", press, "--no-serve"]
        where = surroundings(tmp_path, {"IKRAR_TODAY": "2027-03-01"})
        return subprocess.run(command, capture_output=True, text=True, env=where, cwd=tmp_path, check=True).stdout

    first = demo()
    assert first.startswith("3 documents of ")
    assert "\nPartners (3)\n" in first
    assert "\nAgreements (1)\n" in first
    assert "\nDue, 2027-03-01 (1)\n  2027-06-22    Invitation  Jakarta → Shanghai\n" in first
    assert "“Pemerintah Kota Jakarta mengundang Pemerintah Kota Shanghai" in first
    assert "Undangan, 2026-10-16, https://example.org/undangan" in first
    assert demo().splitlines()[1:] == first.splitlines()[1:]
    assert not (tmp_path / "data" / "ikrar.sqlite3").exists()


@pytest.mark.parametrize("command", [("follow",), ("show", "Jakarta"), ("check",)])
def test_without_a_register_the_next_step_is_told(process, command):
    ran = process(*command)
    assert ran.returncode == 2
    assert b"file documents first: ikrar file FOLDER" in ran.stderr


def test_a_database_that_cannot_be_reached_is_told_without_a_traceback(process, press):
    ran = process("file", press, DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    assert ran.returncode == 2
    assert ran.stderr.startswith(b"ikrar: the register at none on 127.0.0.1 cannot be opened")
    assert b"Traceback" not in ran.stderr


def test_a_configuration_that_makes_no_sense_is_told(process):
    ran = process("check", DATABASE_URL="nonsense://x")
    assert ran.returncode == 2
    assert ran.stderr.startswith(b"ikrar: the configuration makes no sense")


def test_standard_input_is_read(process):
    ran = process("read", "-", "--format", "jsonl", stdin=INVITES.encode("utf-16"))
    line = json.loads(ran.stdout)
    assert line["document"]["id"] == "stdin"
    assert line["claims"][0]["kind"] == "invitation"


def test_output_is_utf8_whatever_the_surroundings_say(process):
    ran = process("read", "-", stdin=INVITES.encode(), LC_ALL="C", PYTHONIOENCODING="ascii")
    assert ran.returncode == 0
    assert "Jakarta (ID) → Shanghai (CN)" in ran.stdout.decode("utf-8")


@pytest.mark.parametrize("format", ["table", "jsonl"])
def test_a_reader_that_goes_away_is_no_error_to_talk_about(tmp_path, format):
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": str(i), "text": INVITES}) + "\n" for i in range(2000)))
    command = [PROGRAM, "read", path, "--format", format]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings(tmp_path)) as ran:
        assert ran.stdout.readline()
        ran.stdout.close()
        assert ran.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("format", ["table", "jsonl", "html"])
def test_a_full_disk_is_told_without_a_traceback(press, tmp_path, format):
    with open("/dev/full", "wb") as full:
        command = [PROGRAM, "read", press, "--format", format]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=surroundings(tmp_path), check=False)
    assert ran.returncode == 2
    assert ran.stderr == b"ikrar: cannot go on: No space left on device\n"


@pytest.mark.parametrize(("closed", "code"), [("<&-", 1), (">&-", 0), ("2>&-", 1), ("<&- >&- 2>&-", 1)])
def test_closed_streams_are_no_fault(press, tmp_path, closed, code):
    command = f"'{PROGRAM}' read - '{press}' {closed}"
    ran = subprocess.run(
        ["bash", "-c", command], input=b"" if code else b"Jakarta", capture_output=True, env=surroundings(tmp_path)
    )
    assert (ran.returncode, b"Traceback" in ran.stderr) == (code, False)


def test_pages_are_served_and_the_first_account_is_asked_for(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [PROGRAM, "serve", "--port", str(port)]
    ran = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings(tmp_path))
    try:
        assert ran.stdout.readline() == f"Ikrar is at http://127.0.0.1:{port}/ (stop with Ctrl+C)\n".encode()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
            assert answer.status == 200
    finally:
        ran.terminate()
        _, said = ran.communicate(timeout=10)
    assert b"ikrar user NAME" in said


def test_a_port_that_is_taken_is_told(process):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = process("serve", "--port", taken.getsockname()[1])
    assert ran.returncode == 2
    assert b"choose another --port" in ran.stderr
    assert b"Traceback" not in ran.stderr
