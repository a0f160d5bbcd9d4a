"""All parties by name; adding one; and finding one while somebody types."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from ikrar.office.permissions import allowed
from ikrar.register.database import atomic
from ikrar.register.models import Party
from ikrar.register.parties import subject
from ikrar.register.parties.ahead import Suggestion, suggestions
from ikrar.register.parties.keys import itself, row_of
from ikrar.register.values import CannotChange
from ikrar.site.forms.parties import NewPartyForm
from ikrar.site.shown.tongue import ontology_code
from ikrar.site.shown.words import country
from ikrar.site.views.party_edit import entered, said

PAGE = 60
MOST = 200  # characters of a name


def parties(request: HttpRequest) -> HttpResponse:
    """All parties in the order of their names, paged by key."""
    after, _bar, of = request.GET.get("after", "").replace("\0", " ").rpartition("|")
    rows = Party.objects.themselves().select_related("belongs_to").order_by("name", "country")
    if after:
        rows = rows.filter(Q(name__gt=after) | Q(name=after, country__gt=of))
    page = list(rows[: PAGE + 1])
    context = {
        "here": "partners",
        "parties": page[:PAGE],
        "next": page[PAGE - 1].key if len(page) > PAGE else "",
        "first": not after,
        "total": Party.objects.themselves().count() if not after else None,
    }
    return render(request, "parties.html", context)


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", " ").strip()[:MOST]


def find(request: HttpRequest) -> JsonResponse:
    """What somebody who types may mean: `{"parties": [{id, key, written, name, country, names, …}]}`."""
    found = suggestions(_typed(request), ontology_code())
    answer = JsonResponse({"parties": [_plain(s) for s in found]}, json_dumps_params={"ensure_ascii": False})
    answer.headers["Cache-Control"] = "private, max-age=60"
    return answer


def _plain(s: Suggestion) -> dict[str, object]:
    return {
        "id": s.id,
        "key": s.key,
        "written": s.written,
        "name": s.name,
        "country": s.country,
        "country_name": country(s.country),
        "level": s.level,
        "body": s.body,
        "names": list(s.names),
    }


@allowed("enter")
def new(request: HttpRequest) -> HttpResponse:
    """Add a party: a place of the gazetteer, or one by hand."""
    if request.method == "POST":
        return _taken(request) if "key" in request.POST else _by_hand(request)
    q = _typed(request)
    initial = {"name": q, "belongs_to": request.GET.get("belongs_to", "")[:MOST]}
    return _page(request, NewPartyForm(initial=initial), q)


def _page(request: HttpRequest, form: NewPartyForm, q: str = "") -> HttpResponse:
    found = suggestions(q, ontology_code(), 20) if q else []
    context = {"here": "partners", "form": form, "typed": q, "found": found}
    return render(request, "party_new.html", context, status=422 if form.errors else 200)


def _taken(request: HttpRequest) -> HttpResponse:
    """A place of the gazetteer becomes a party."""
    key = request.POST["key"].replace("\0", " ")[:MOST]
    known = row_of(key)
    if known is None:
        try:
            entered(key, request.user.get_username())
        except CannotChange as e:
            form = NewPartyForm(request.POST)
            form.add_error(None, said(e))
            return _page(request, form)
        known = row_of(key)
        assert known is not None
    return redirect("party", itself(known).pk)


def _by_hand(request: HttpRequest) -> HttpResponse:
    form = NewPartyForm(request.POST)
    if form.is_valid():
        try:
            by, values = request.user.get_username(), form.values()
            with atomic():
                entered(values.get("belongs_to"), by)
                subject.add(form.key, values, by, form.cleaned_data["why"])
            made = row_of(" ".join(form.key.split()))
            return redirect("party", itself(made).pk) if made else redirect("parties")
        except CannotChange as e:
            form.add_error(None, said(e))
    return _page(request, form)
