"""People who are reminded, and a mail server that takes what they are sent."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from django.contrib.auth import get_user_model

from ikrar.office.models import Office
from ikrar.office.people import join
from ikrar.register.filing import file_reading
from ikrar.reminders.models import Digest
from tests.register.build import invites, reading


@pytest.fixture
def office(db) -> Office:
    return Office.objects.first_office()


@pytest.fixture
def ayu(office):
    person = get_user_model().objects.create_user("ayu", "ayu@example.org", "ikrar-ikrar-42")
    join(person, office)
    return person


@pytest.fixture
def choice(ayu, office) -> Digest:
    """A letter every day at seven."""
    return Digest.objects.create(person=ayu, office=office, every="day", hour=7, language="en")


@pytest.fixture
def expo(db) -> None:
    """An invitation to an expo from 5 to 10 November 2023."""
    file_reading(reading("Shanghai invites Jakarta to its expo.", invites("Shanghai invites Jakarta")))


class Box:
    """What a real mail server received."""

    def __init__(self) -> None:
        self.held: list[EmailMessage] = []
        self.refuses = False

    async def handle_DATA(self, server, session, envelope) -> str:
        if self.refuses:
            return "451 Come again later"
        self.held.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 Taken"


@pytest.fixture
def box(settings) -> Iterator[Box]:
    box = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.DEFAULT_FROM_EMAIL = "Ikrar <ikrar@example.org>"
    settings.IKRAR_ADDRESS = "https://ikrar.example.org"
    yield box
    server.stop()
