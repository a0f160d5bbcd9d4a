"""Signing in, as allauth asks how it is done here: no open sign-up, accounts by invitation, quiet success."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ikrar.office import invitations
from ikrar.office.models import Invitation, Preferences
from ikrar.office.people import places

INVITED = "invitation"  # In the session: the token of the link that was followed last.

# What is worth saying after something was done, by the name of the template in which allauth would say it.
_SAID = {
    "account/messages/password_changed.txt": _("Your password was changed."),
    "account/messages/password_set.txt": _("Your password was set."),
    "account/messages/email_confirmed.txt": _("The address is confirmed."),
    "account/messages/email_confirmation_sent.txt": _("A mail with a link to confirm the address is on its way."),
    "account/messages/email_confirmation_failed.txt": _("This address could not be confirmed; another account has it."),
    "mfa/messages/totp_activated.txt": _("From now on you sign in with a code of your app as well."),
    "mfa/messages/totp_deactivated.txt": _("You sign in without a code again."),
    "mfa/messages/recovery_codes_generated.txt": _("There are new recovery codes; the old ones work no more."),
    "usersessions/messages/sessions_logged_out.txt": _("You are signed out everywhere else."),
    "socialaccount/messages/account_connected.txt": _("You can sign in that way now."),
    "socialaccount/messages/account_connected_other.txt": _("That identity belongs to another account here."),
    "socialaccount/messages/account_disconnected.txt": _("You can no longer sign in that way."),
}


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Name or e-mail")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""  # The page has its own way to a new password.


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("Name and password do not match. Capital letters count."),
        "email_password_mismatch": _("Name and password do not match. Capital letters count."),
        "too_many_login_attempts": _("That was tried too often. Wait five minutes and try again."),
        "incorrect_password": _("This is not your password. Capital letters count."),
        "enter_current_password": _("This is not your password. Capital letters count."),
        "incorrect_code": _("This code does not fit. Codes change every half minute: take the newest."),
        "rate_limited": _("That was tried too often. Wait a few minutes and try again."),
        "email_taken": _("Another account has this address."),
        "same_as_current": _("This is the address that you have already."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        said = message or _SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)

    def format_email_subject(self, subject: str) -> str:
        return f"Ikrar: {subject}"

    def get_from_email(self) -> str:
        return str(settings.DEFAULT_FROM_EMAIL)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """The pages are in the language that the person settled on, on whatever machine they sign in."""
        response = super().post_login(request, user, **kwargs)
        language = Preferences.objects.filter(person=user).values_list("language", flat=True).first()
        if language:
            remember_language(response, language)
        return response


def remember_language(response: HttpResponse, language: str) -> None:
    """As Django's own page does that changes it."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )


class SocialAdapter(DefaultSocialAccountAdapter):
    """Somebody whom the identity provider vouches for: a known account, or one who was invited."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        invitation = self._invitation(request, sociallogin)
        if invitation is None or invitations.account_of(invitation.email):
            # Without an account, or with one that the provider does not say is theirs: they sign in to that first.
            raise ImmediateHttpResponse(render(request, "account/signup_closed.html", status=403))
        sociallogin.user.email = invitation.email
        sociallogin.email_addresses = [EmailAddress(email=invitation.email, verified=True, primary=True)]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return self._invitation(request, sociallogin) is not None

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Any:
        invitation = self._invitation(request, sociallogin)
        person = super().save_user(request, sociallogin, form)
        if invitation:
            invitations.accept(invitation, person, timezone.now())
            request.session.pop(INVITED, None)
        return person

    @staticmethod
    def _invitation(request: HttpRequest, sociallogin: SocialLogin) -> Invitation | None:
        """That of the link which was followed, else one for an address that the provider says is theirs."""
        now = timezone.now()
        try:
            return invitations.find(request.session.get(INVITED, ""), now)
        except invitations.Unusable:
            proven = (e.email for e in sociallogin.email_addresses if e.verified)
            return next((i for i in (invitations.for_address(email, now) for email in proven) if i), None)


class TwoFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code does not fit. Codes change every half minute: take the newest."),
        "cannot_delete_authenticator": _("Your office wants everybody to sign in with a code, so it stays."),
    }

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if authenticator.type != Authenticator.Type.TOTP:
            return True
        return not any(place.office.require_two_factor for place in places(authenticator.user))
