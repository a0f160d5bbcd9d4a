"""`ikrar user`: an account to sign in with."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ikrar.cli.register import open_register
from ikrar.cli.streams import fail


def user(
    name: Annotated[str, typer.Argument(help="What they sign in as.")],
    admin: Annotated[bool, typer.Option("--admin", help="May also manage other accounts.")] = False,
) -> None:
    """Make an account, or set the password of one.

    \b
    ikrar user sari                            asks for the password
    ikrar user budi --admin < password.txt     reads it from standard input
    """
    open_register(create=True)
    from django.contrib.auth import get_user_model
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    accounts = get_user_model().objects
    try:
        get_user_model().username_validator(name)
        account = accounts.filter(username=name).first() or get_user_model()(username=name)
        password = _password()
        validate_password(password, account)
    except ValidationError as e:
        fail(" ".join(e.messages))
    new = account.pk is None
    account.set_password(password)
    if admin:
        account.is_staff = account.is_superuser = True
    account.save()
    print(f"{name} can sign in now" if new else f"The password of {name} was changed")


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")
