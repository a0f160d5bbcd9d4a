"""Every address of the site."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView

from ikrar.site import account_urls
from ikrar.site.earlier import as_of
from ikrar.site.views import agreement, agreement_stages, files, importing, jobs, party_edit, programme_files, rereading
from ikrar.site.views.about import about
from ikrar.site.views.attention import attention
from ikrar.site.views.balance import balance, counted
from ikrar.site.views.change_office import change_office
from ikrar.site.views.conflicts import conflicts, settle
from ikrar.site.views.correct import correct
from ikrar.site.views.decide import attach, confirm, reject, undo
from ikrar.site.views.document import document
from ikrar.site.views.documents import documents
from ikrar.site.views.enter import change, enter, remove
from ikrar.site.views.entry import entry
from ikrar.site.views.filing import file_documents
from ikrar.site.views.home import home
from ikrar.site.views.inbox import inbox
from ikrar.site.views.many import listed, many, take
from ikrar.site.views.merging import merge, split, unwind
from ikrar.site.views.office_settings import office_settings, office_stages, stages_file, undo_settings
from ikrar.site.views.parties import find, new, parties
from ikrar.site.views.partners import partners
from ikrar.site.views.partnership import partnership
from ikrar.site.views.party import party
from ikrar.site.views.people import invitation_again, invitation_revoke, invite, member, people
from ikrar.site.views.programmes import (
    add_call,
    add_nomination,
    change_programme,
    judge_nomination,
    new_programme,
    personal_data,
    programme,
    programmes,
    undo_programme,
)
from ikrar.site.views.reminders import feed, letters, letters_off, new_feed, reminders, revoke_feed, try_letter
from ikrar.site.views.search import search
from ikrar.site.views.standing import care, judge, stand, take_back
from ikrar.site.views.understood import understood

urlpatterns = [
    path("", home, name="home"),
    path("attention/<slug:what>/", attention, name="attention"),
    path("partners/", partners, name="partners"),
    path("partners/<int:pk>/", partnership, name="partnership"),
    path("partners/<int:pk>/balance/", balance, name="balance"),
    path("partners/<int:pk>/balance/entries/", counted, name="counted"),
    path("parties/", parties, name="parties"),
    path("parties/find", find, name="find-party"),
    path("parties/new/", new, name="new-party"),
    path("parties/<int:pk>/", party, name="party"),
    path("parties/<int:pk>/about/", party_edit.about, name="party-about"),
    path("parties/<int:pk>/same/", party_edit.same, name="party-same"),
    path("parties/<int:pk>/undo/", party_edit.unwind, name="party-undo"),
    path("parties/<int:pk>/<slug:what>/add/", party_edit.add, name="party-add"),
    path("parties/<int:pk>/<slug:what>/<int:number>/", party_edit.change, name="party-change"),
    path("parties/<int:pk>/<slug:what>/<int:number>/remove/", party_edit.remove, name="party-remove"),
    path("parties/<int:pk>/contacts/<int:number>/erase/", party_edit.erase, name="party-erase"),
    path("entries/<int:pk>/", entry, name="entry"),
    path("entries/<int:pk>/status/", stand, name="stand"),
    path("entries/<int:pk>/care/", care, name="care"),
    path("entries/<int:pk>/undo/", take_back, name="take-back"),
    path("entries/<int:pk>/proposal/", judge, name="judge"),
    path("enter/", enter, name="enter"),
    path("entries/<int:pk>/change/", change, name="change"),
    path("entries/<int:pk>/remove/", remove, name="remove"),
    path("conflicts/", conflicts, name="conflicts"),
    path("entries/<int:pk>/settle/", settle, name="settle"),
    path("entries/<int:pk>/merge/", merge, name="merge"),
    path("entries/<int:pk>/split/", split, name="split"),
    path("entries/<int:pk>/unwind/", unwind, name="unwind"),
    path("entries/<int:pk>/details/", agreement.edit, name="agreement-details"),
    path("entries/<int:pk>/stages/", agreement_stages.record, name="agreement-stage"),
    path("entries/<int:pk>/files/", files.attach, name="attach"),
    path("entries/<int:pk>/files/put-back/", files.put_back, name="put-back"),
    path("agreements/new/", agreement.new, name="agreement-new"),
    path("files/<int:number>/", files.download, name="attached"),
    path("files/<int:number>/detach/", files.detach, name="detach"),
    path("files/<int:number>/read/", files.read, name="read-file"),
    path("documents/", documents, name="documents"),
    path("documents/file/", file_documents, name="file"),
    path("documents/import/", importing.imports, name="imports"),
    path("documents/import/<int:pk>/", importing.table_import, name="import"),
    path("documents/import/<int:pk>/undo/", importing.undo_import, name="undo-import"),
    path("documents/rereading/", rereading.show, name="rereading"),
    path("documents/rereading/begin/", rereading.begin, name="reread"),
    path("documents/rereading/take-over/", rereading.take_over_all, name="take-over-all"),
    path("documents/rereading/drop/", rereading.drop_all, name="drop-all"),
    path("documents/rereading/<int:pk>/", rereading.settle, name="settle-reading"),
    path("documents/<int:pk>/", document, name="document"),
    path("inbox/", inbox, name="inbox"),
    path("inbox/undo/", undo, name="undo"),
    path("inbox/list/", listed, name="inbox-list"),
    path("inbox/many/", many, name="inbox-many"),
    path("inbox/take/", take, name="inbox-take"),
    path("inbox/<int:pk>/", inbox, name="claim"),
    path("inbox/<int:pk>/attach/", attach, name="attach-claim"),
    path("inbox/<int:pk>/confirm/", confirm, name="confirm"),
    path("inbox/<int:pk>/reject/", reject, name="reject"),
    path("inbox/<int:pk>/correct/", correct, name="correct"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/progress/", jobs.progress, name="job-progress"),
    path("jobs/<int:pk>/cancel/", jobs.cancel, name="cancel-job"),
    path("jobs/<int:pk>/retry/", jobs.retry, name="retry-job"),
    path("dates/understood/", understood, name="understood"),
    path("search/", search, name="search"),
    path("about/", about, name="about"),
    path("programmes/", programmes, name="programmes"),
    path("programmes/new/", new_programme, name="new-programme"),
    path("programmes/persons/", personal_data, name="personal-data"),
    path("programmes/<int:number>/", programme, name="programme"),
    path("programmes/<int:number>/change/", change_programme, name="change-programme"),
    path("programmes/<int:number>/calls/", add_call, name="add-call"),
    path("programmes/<int:number>/nominations/", add_nomination, name="add-nomination"),
    path("programmes/<int:number>/nominations/<int:pk>/", judge_nomination, name="judge-nomination"),
    path("programmes/<int:number>/files/<slug:of>/<int:pk>/", programme_files.attach, name="attach-to"),
    path("programmes/<int:number>/files/<slug:of>/<int:pk>/put-back/", programme_files.put_back, name="put-back-to"),
    path("programmes/<int:number>/undo/", undo_programme, name="undo-programme"),
    path("reminders/", reminders, name="reminders"),
    path("reminders/letters/", letters, name="letters"),
    path("reminders/letters/try/", try_letter, name="try-letter"),
    path("reminders/letters/off/<str:token>/", letters_off, name="letters-off"),
    path("reminders/calendar/", new_feed, name="new-feed"),
    path("reminders/calendar/<int:pk>/revoke/", revoke_feed, name="revoke-feed"),
    path("calendar/<str:secret>.ics", feed, name="feed"),
    path("as-of/", as_of, name="as-of"),
    path("favicon.ico", login_not_required(RedirectView.as_view(url="/static/ikrar/mark.svg")), name="favicon"),
    path("office/", change_office, name="change-office"),
    path("people/", people, name="people"),
    path("people/invite/", invite, name="invite"),
    path("people/invitations/<int:pk>/again/", invitation_again, name="invitation-again"),
    path("people/invitations/<int:pk>/revoke/", invitation_revoke, name="invitation-revoke"),
    path("people/<int:pk>/", member, name="member"),
    path("settings/", office_settings, name="settings"),
    path("settings/stages/", office_stages, name="settings-stages"),
    path("settings/stages.toml", stages_file, name="stages-file"),
    path("settings/changes/<int:pk>/undo/", undo_settings, name="undo-settings"),
    *account_urls.urlpatterns,
]

handler400 = "ikrar.site.views.errors.unclear"
handler403 = "ikrar.site.views.errors.forbidden"
handler404 = "ikrar.site.views.errors.missing"
handler500 = "ikrar.site.views.errors.broken"
