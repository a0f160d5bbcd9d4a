"""Why a claim is rejected. The code goes into the journal; the words are for people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = (
    ("not-said", _("The text does not say this")),
    ("wrong-parties", _("Not an act between these governments")),
    ("said-elsewhere", _("Another claim says the same")),
    ("too-vague", _("Too vague to follow")),
    ("other", _("Another reason")),
)
