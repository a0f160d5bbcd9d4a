"""Reminders: how often a person gets letters, and the private addresses at which calendars ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from ikrar.follow.dates import dates
from ikrar.office import current
from ikrar.office.models import Office
from ikrar.office.permissions import own_account
from ikrar.reminders import feed as feeds
from ikrar.reminders.models import Digest, Feed
from ikrar.reminders.sending import compose, may_have, unsubscribed
from ikrar.site.clock import today as clock
from ikrar.site.shown import letters as in_words
from ikrar.site.views.posted import posted

SHOWN = "new_feed"  # in the session: the secret of an address that was just made, to be shown once
MOST = 5  # addresses a person has at a time
_SEEN = timedelta(hours=1)


class Choice(forms.ModelForm):
    """How often, when and in which language."""

    language = forms.ChoiceField(label=gettext_lazy("Language"))
    weekday = forms.TypedChoiceField(label=gettext_lazy("On"), coerce=int)
    hour = forms.TypedChoiceField(label=gettext_lazy("At"), coerce=int)

    class Meta:
        model = Digest
        fields = ["every", "weekday", "hour", "language", "mine"]
        labels = {"every": gettext_lazy("How often"), "mine": gettext_lazy("Only pledges that I look after")}
        widgets = {"every": forms.RadioSelect}
        help_texts = {"mine": "", "weekday": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("weekday", [(n, str(name)) for n, name in WEEKDAYS.items()])
        self._choose("hour", [(n, f"{n:02}:00") for n in range(24)])
        self._choose("language", [(code, name) for code, _lang, name in _tongues()])

    def _choose(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def _tongues() -> tuple[tuple[str, str, str], ...]:
    from ikrar.site.context import TONGUES

    return TONGUES


def reminders(request: HttpRequest, form: Choice | None = None) -> HttpResponse:
    secret = request.session.pop(SHOWN, "")
    context = {
        "here": "reminders",
        "form": form or Choice(instance=_digest(request)),
        "has_mail": settings.IKRAR_HAS_MAIL or settings.DEBUG,
        "address": request.user.email,
        "feeds": Feed.objects.open().filter(person=request.user, office=_office(request)),
        "secret": in_words.address("feed", secret) if secret else "",
        "most": MOST,
    }
    return render(request, "reminders.html", context, status=422 if form and form.errors else 200)


@posted("reminders")
@own_account
def letters(request: HttpRequest) -> HttpResponse:
    choice = _digest(request)
    form = Choice(request.POST, instance=choice)
    if not form.is_valid():
        return reminders(request, form)
    made = form.save(commit=False)
    made.done_for = timezone.now()  # The first one comes at its next time, not at once.
    made.save()
    messages.success(request, _("Saved."))
    return redirect("reminders")


@posted("reminders")
@own_account
def try_letter(request: HttpRequest) -> HttpResponse:
    """Send today's letter now, to see how it looks."""
    choice = _digest(request)
    if choice.pk is None or not may_have(choice):
        messages.warning(request, _("Save how often letters should come first; your account needs an e-mail address."))
        return redirect("reminders")
    try:
        message = compose(choice, timezone.localtime(), in_words.render, even_empty=True)
        if message is not None:
            message.send()
    except OSError as e:
        messages.error(request, _("The mail server did not take it: %(why)s") % {"why": str(e)[:300]})
        return redirect("reminders")
    messages.success(request, _("A letter is on its way to %(to)s.") % {"to": request.user.email})
    return redirect("reminders")


@csrf_exempt  # A mail program that unsubscribes with one click has no cookie; the token is the proof.
@login_not_required
def letters_off(request: HttpRequest, token: str) -> HttpResponse:
    """No more letters, without signing in: a page that asks once, so that a scanner of links ends nothing."""
    choice = unsubscribed(token)
    if choice is None:
        raise Http404
    with translation.override(choice.language):
        if request.method == "POST":
            choice.every = Digest.Every.NEVER
            choice.save(update_fields=["every"])
        context = {"choice": choice, "off": choice.every == Digest.Every.NEVER}
        return render(request, "letters_off.html", context)


@posted("reminders")
@own_account
def new_feed(request: HttpRequest) -> HttpResponse:
    """A new private address."""
    office = _office(request)
    if Feed.objects.open().filter(person=request.user, office=office).count() >= MOST:
        messages.warning(request, _("You have as many addresses as anybody needs. Revoke one that you do not use."))
        return redirect("reminders")
    mine = request.POST.get("mine") == "on"
    _feed, secret = feeds.make(request.user, office, get_language() or "en", mine, timezone.now())
    request.session[SHOWN] = secret
    return redirect("reminders")


@own_account
def revoke_feed(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("reminders")
    feeds.revoke(get_object_or_404(Feed, pk=pk, person=request.user), timezone.now())
    messages.success(request, _("The address is revoked: calendars that ask there get nothing any more."))
    return redirect("reminders")


@login_not_required
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar at a private address: whoever has the address may read it, until it is revoked."""
    found = Feed.objects.filter(digest=feeds.hashed(secret)).select_related("person", "office").first()
    if found is None:
        raise Http404
    if found.revoked_at is not None or not _still_belongs(found):
        return HttpResponse(_("This address was revoked."), status=410, content_type="text/plain; charset=utf-8")
    now = timezone.now()
    if found.asked_at is None or now - found.asked_at > _SEEN:
        Feed.objects.filter(pk=found.pk).update(asked_at=now)
    with current.entered(found.office), translation.override(found.language):
        content = _calendar(found)
    tag = feeds.tag(content)
    # No Last-Modified beside it: something that leaves the feed changes it without a later moment of change.
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="ikrar.ics"'
    response["ETag"] = tag
    response["Cache-Control"] = "private, max-age=900"
    response["X-Robots-Tag"] = "noindex"
    return response


def _calendar(found: Feed) -> bytes:
    today = clock()
    first, last = feeds.span(today)
    everything = dates(first, last, today)
    told = feeds.announce(found.office, everything, today, timezone.now())
    shown = dates(first, last, today, found.person.get_username()) if found.mine else everything
    title = f"Ikrar – {found.office}" if found.office.name else "Ikrar"
    host = urlsplit(settings.IKRAR_ADDRESS).hostname or "ikrar"
    return feeds.calendar(
        title, host, found.office.slug, shown, told, in_words.of_date, in_words.called_off, own=found.mine
    )


def _still_belongs(found: Feed) -> bool:
    from ikrar.office.people import places

    return found.person.is_active and any(p.office.pk == found.office_id for p in places(found.person))


def _office(request: HttpRequest) -> Office:
    """The office at hand, written down: reminders belong to one."""
    place = getattr(request, "place", None)
    if place is None:
        raise Http404
    return place.office if place.office.pk else Office.objects.first_office()


def _digest(request: HttpRequest) -> Digest:
    office = _office(request)
    held = Digest.objects.filter(person=request.user, office=office).first()
    return held or Digest(person=request.user, office=office, language=get_language() or "en")
