"""One's own account: name, language, how one signs in, where one works."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.i18n import set_language

from ikrar.office.models import Preferences
from ikrar.office.people import places
from ikrar.office.permissions import own_account
from ikrar.office.signing_in import remember_language
from ikrar.site.context import TONGUES


class AboutMe(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Full name"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of pages and mails"), required=False)

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        held = Preferences.objects.filter(person=person).first()
        kwargs["initial"] = {"name": person.get_full_name(), "language": held.language if held else ""}
        super().__init__(*args, **kwargs)
        chosen = self.fields["language"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", _("As the browser says")), *((code, name) for code, _lang, name in TONGUES)]
        self.person = person

    def save(self) -> None:
        self.person.first_name, self.person.last_name = self.cleaned_data["name"].strip(), ""
        self.person.save(update_fields=["first_name", "last_name"])
        settle_language(self.person, self.cleaned_data["language"])


def settle_language(person: Any, code: str) -> None:
    """Keep the language that a person chose; an empty one leaves it to their browser."""
    Preferences.objects.update_or_create(person=person, defaults={"language": code})


@own_account
def account(request: HttpRequest) -> HttpResponse:
    person = request.user
    form = AboutMe(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        code = form.cleaned_data["language"]
        with translation.override(code or translation.get_language()):
            messages.success(request, _("Saved."))
        answer = redirect("account")
        if code:
            remember_language(answer, code)
        else:
            answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return answer
    held = {a.type: a for a in Authenticator.objects.filter(user=person)}
    codes = held.get(Authenticator.Type.RECOVERY_CODES)
    context = {
        "here": "account",
        "form": form,
        "addresses": EmailAddress.objects.filter(user=person).order_by("-primary", "email"),
        "two_factor": held.get(Authenticator.Type.TOTP),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "sessions": UserSession.objects.filter(user=person).count(),
        "places": places(person),
        "identities": SocialAccount.objects.filter(user=person).count(),
        "providers": bool(settings.SOCIALACCOUNT_PROVIDERS),
    }
    return render(request, "account.html", context, status=422 if form.errors else 200)


@login_not_required
def language(request: HttpRequest) -> HttpResponse:
    """Change the language, here and now; for somebody who is signed in, also for the next time, wherever that is."""
    code = request.POST.get("language", "")
    if request.method == "POST" and request.user.is_authenticated and code in dict(settings.LANGUAGES):
        settle_language(request.user, code)
    return set_language(request)
