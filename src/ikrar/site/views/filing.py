"""Filing documents on the site: files that are uploaded, or a text that is pasted. Both become a job."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.office.permissions import allowed
from ikrar.site.clock import now
from ikrar.site.forms.dates import DateField
from ikrar.site.shown.dates import number
from ikrar.site.shown.work import first_names
from ikrar.work import uploads
from ikrar.work.queue import ask

MB = 1_000_000
ACCEPTED = ".txt,.md,.html,.htm,.pdf,.docx,.json,.jsonl,.ndjson"
TONGUES = (
    ("", gettext_lazy("Find out")),
    ("id", "Bahasa Indonesia"),
    ("en", "English"),
    ("zh", "中文"),
    ("ja", "日本語"),
)


class Pasted(forms.Form):
    """A text with what is known of it."""

    text = forms.CharField(label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 10}), strip=False)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=500, required=False)
    published = DateField(
        period=False,
        label=gettext_lazy("Published on"),
        help_text=gettext_lazy(
            "As you would write it: 5 November 2026. Days that the text names (“last Friday”) are reckoned from it."
        ),
    )
    url = forms.URLField(
        label=gettext_lazy("Address"),
        max_length=2000,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Where it was published: https://…"),
    )
    lang = forms.ChoiceField(label=gettext_lazy("Language"), choices=TONGUES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="paste-%s", **kwargs)
        self.fields["text"].error_messages["required"] = _("Paste a text first.")
        self.fields["url"].error_messages["invalid"] = _("Write an address as https://example.org/news.")

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if not text.strip():
            raise forms.ValidationError(_("Paste a text first."))
        return text.replace("\r\n", "\n")


@allowed("file")
def file_documents(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _show(request)
    return _uploaded(request) if request.POST.get("what") == "files" else _pasted(request)


def _uploaded(request: HttpRequest) -> HttpResponse:
    given = request.FILES.getlist("files")
    if not given:
        return _show(request, error=_("Choose one file or more."))
    size = sum(file.size or 0 for file in given)
    if size > settings.IKRAR_UPLOAD_MB * MB:
        said = _("These files have %(size)s MB; at most %(limit)s MB are taken at once. Send them in several turns.")
        limit = {"size": number(round(size / MB, 1)), "limit": number(settings.IKRAR_UPLOAD_MB)}
        return _show(request, error=said % limit)
    inputs = [{"sha256": uploads.keep(file.chunks()), "name": file.name or "file"} for file in given]
    return _ask(request, inputs, first_names(one["name"] for one in inputs))


def _pasted(request: HttpRequest) -> HttpResponse:
    form = Pasted(request.POST)
    if not form.is_valid():
        return _show(request, form)
    said = form.cleaned_data
    first_line = said["text"].strip().partition("\n")[0][:80]
    title = said["title"] or first_line
    known = {name: said[name] for name in ("published", "url", "lang") if said[name]}
    content = said["text"].encode("utf-8", "surrogatepass")
    return _ask(request, [{"sha256": uploads.keep([content]), "name": "text.txt", "title": title, **known}], title)


def _ask(request: HttpRequest, inputs: list[dict[str, str]], about: str) -> HttpResponse:
    job = ask("file", {"inputs": inputs}, at=now(), who=request.user.get_username(), about=about)
    return redirect("job", job.pk)


def _show(request: HttpRequest, form: Pasted | None = None, error: str = "") -> HttpResponse:
    context = {
        "here": "documents",
        "form": form or Pasted(),
        "error": error,
        "accepted": ACCEPTED,
        "limit": settings.IKRAR_UPLOAD_MB,
    }
    return render(request, "file.html", context, status=422 if error or form else 200)
