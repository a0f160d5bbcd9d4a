"""`ikrar user`: an account to sign in with."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from ikrar.cli.register import Office, open_register
from ikrar.cli.streams import fail


def user(
    name: Annotated[str, typer.Argument(help="What they sign in as.")],
    admin: Annotated[
        bool, typer.Option("--admin", help="Runs this installation: an administrator of every office.")
    ] = False,
    role: Annotated[
        Literal["reader", "officer", "reviewer", "administrator"] | None,
        typer.Option(help="What they may do in the office; a new account reviews."),
    ] = None,
    email: Annotated[str | None, typer.Option(help="Where a link for a new password can go.")] = None,
    office: Office = None,
) -> None:
    """Make an account, or set the password of one.

    \b
    ikrar user sari                                  asks for the password
    ikrar user budi --admin < password.txt           reads it from standard input
    ikrar user ayu --office bandung --role officer   somebody of another office

    Once somebody administers an office, they invite the others by e-mail, on the page People.
    """
    open_register(create=True, office=office)
    from django.contrib.auth import get_user_model
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from ikrar.office import current, invitations
    from ikrar.office.people import join

    accounts = get_user_model().objects
    try:
        get_user_model().username_validator(name)
        if email:
            validate_email(email)
        account = accounts.filter(username=name).first() or get_user_model()(username=name)
        holder = invitations.account_of(email) if email else None
        if holder and holder.pk != account.pk:
            fail(f"{holder.get_username()} has the address {email} already")
        password = _password()
        validate_password(password, account)
    except ValidationError as e:
        fail(" ".join(e.messages))
    new = account.pk is None
    account.set_password(password)
    if admin:
        account.is_staff = account.is_superuser = True
    account.save()
    if email:
        invitations.prove_address(account, email.lower())
    if role or office or (new and not admin):
        join(account, current.office(), role or "reviewer")
    print(f"{name} can sign in now" if new else f"The password of {name} was changed")


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")
