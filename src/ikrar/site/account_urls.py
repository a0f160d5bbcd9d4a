"""Addresses of signing in and of one's own account: those views of allauth that are used here, each at its place.

They are listed one by one, so that nothing of allauth can be reached that nobody here has looked at.
"""

from __future__ import annotations

from allauth.account import views as account_views
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as provider
from allauth.usersessions import views as sessions
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView

from ikrar.office.permissions import own_account as own
from ikrar.site.views.account import account, language
from ikrar.site.views.invitation import invitation

_sign_out = own(require_POST(account_views.logout))
_to_the_door = login_not_required(RedirectView.as_view(pattern_name="sign-in"))

urlpatterns = [
    path("sign-in/", account_views.login, name="sign-in"),
    path("sign-in/", account_views.login, name="account_login"),
    path("sign-in/closed/", login_not_required(account_views.account_inactive), name="account_inactive"),
    path("sign-in/code/", second_factor.authenticate, name="mfa_authenticate"),
    path("sign-in/again/", own(account_views.reauthenticate), name="account_reauthenticate"),
    path("sign-in/again/code/", own(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path("sign-in/password/", account_views.password_reset, name="account_reset_password"),
    path("sign-in/password/sent/", account_views.password_reset_done, name="account_reset_password_done"),
    path(
        "sign-in/password/done/",
        account_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^sign-in/password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("sign-in/by/stopped/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-in/by/failed/", login_not_required(social.login_error), name="socialaccount_login_error"),
    path("sign-in/by/new/", _to_the_door, name="socialaccount_signup"),
    path("sign-in/by/<slug:provider_id>/", provider.login, name="openid_connect_login"),
    path("sign-in/by/<slug:provider_id>/back/", provider.callback, name="openid_connect_callback"),
    path("sign-out/", _sign_out, name="sign-out"),
    path("sign-out/", _sign_out, name="account_logout"),
    path("invitation/<str:token>/", invitation, name="invitation"),
    path("language/", language, name="language"),
    path("account/", account, name="account"),
    path("account/", account, name="mfa_index"),
    path("account/password/", own(account_views.password_change), name="account_change_password"),
    path("account/password/set/", own(account_views.password_set), name="account_set_password"),
    path("account/email/", own(account_views.email), name="account_email"),
    path(
        "account/email/sent/",
        login_not_required(account_views.email_verification_sent),
        name="account_email_verification_sent",
    ),
    re_path(r"^account/email/(?P<key>[-:\w]+)/$", account_views.confirm_email, name="account_confirm_email"),
    path("account/two-factor/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("account/two-factor/off/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/codes/", own(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/codes/new/", own(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("account/codes/file/", own(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("account/sessions/", own(sessions.list_usersessions), name="usersessions_list"),
    path("account/identities/", own(social.connections), name="socialaccount_connections"),
]
