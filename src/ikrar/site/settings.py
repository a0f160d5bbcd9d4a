"""Django's settings. All that an installation may want to change comes from the environment.

IKRAR_DATA        folder of the database and the secret key; ./data by default
DATABASE_URL      postgres://… for PostgreSQL; SQLite in the data folder without it
SECRET_KEY        signs sessions; made and kept in the data folder without it
IKRAR_DEBUG       1 for development only
IKRAR_HOSTS       host names served, with commas; this machine alone by default
IKRAR_ORIGINS     addresses that forms are sent from behind a proxy, with scheme: https://ikrar.example.org
IKRAR_PLAIN_HTTP  1 to serve without TLS (a laptop, a demo): cookies then travel unencrypted
IKRAR_BEHIND_TLS  1 where a proxy in front sets X-Forwarded-Proto
IKRAR_HOME        the party whose office this is, "Jakarta|ID": it then stands first in every pair
IKRAR_OFFICE      the office (its slug) that commands work in, where an installation holds several
IKRAR_OPEN        1 to let strangers read the first office's register; they see nothing of it without
IKRAR_MAIL        the server that sends mails: smtp://user:password@mail.example.org:587, or smtps://; none without it
IKRAR_MAIL_FROM   whom mails come from: "Ikrar <ikrar@example.org>"
IKRAR_ADDRESS     where the site is, for links in mails and calendars; the first of IKRAR_ORIGINS without it
IKRAR_TAKE_OVER   the score (0 to 1) from which a link from a pledge to its keeping is taken over; never without it
IKRAR_KEEP_PEOPLE_DAYS days after the end of a programme when what it kept about persons is erased; 730 by default
IKRAR_OIDC_ISSUER, IKRAR_OIDC_CLIENT, IKRAR_OIDC_SECRET, IKRAR_OIDC_NAME
                  an OpenID Connect provider that people may sign in with, and what its button says; off without
IKRAR_TODAY       the day that the pages take for today, for demonstrations; the real day without it
IKRAR_REVIEW_DAYS days after which a pledge without a date is looked at again; 180 by default
IKRAR_DORMANT_DAYS days without an act after which a partnership sleeps; 730 by default
IKRAR_UPLOAD_MB   megabytes that may be uploaded at once; 100 by default
IKRAR_KEEP_JOBS_DAYS days for which the account of a job is kept; 365 by default
IKRAR_EXPIRING_DAYS days before its end from which an agreement is shown as expiring; 365 by default
IKRAR_NOTICE_DAYS days before the last day for notice from which it is shown; 90 by default
IKRAR_STAGES      a TOML file with the stages of the office's agreements; those of ontology/stages.toml without it
IKRAR_FILES       folder of the attached files; files in the data folder by default
IKRAR_FILE_MB     the most megabytes that an attached file may have; 50 by default

An office sets its home, its days, its stages and from what score on to take over for itself (office/settings.py);
these are what holds where it did not.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.utils.translation import gettext_lazy as _

from ikrar.office.providers import openid_connect
from ikrar.site.secret import secret_key


def _yes(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "yes", "true", "on"}


def _listed(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("IKRAR_DATA") or "data").resolve()

DEBUG = _yes("IKRAR_DEBUG")
PLAIN_HTTP = DEBUG or _yes("IKRAR_PLAIN_HTTP")
SECRET_KEY = secret_key(DATA)
ALLOWED_HOSTS = _listed("IKRAR_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _listed("IKRAR_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "ikrar.register",
    "ikrar.follow",
    "ikrar.programmes",
    "ikrar.office",
    "django_tasks",
    "django_tasks_db",
    "ikrar.work",
    "ikrar.reminders",
    "ikrar.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ikrar.office.seen.LastSeen",
    "ikrar.office.middleware.CurrentOffice",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ikrar.site.earlier.EarlierDay",
    "ikrar.site.middleware.SafeHeaders",
]

ROOT_URLCONF = "ikrar.site.urls"
WSGI_APPLICATION = "ikrar.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ikrar.site.context.shell",
            ]
        },
    }
]

_database = dj_database_url.config(default=f"sqlite:///{DATA / 'ikrar.sqlite3'}", conn_max_age=60)
if _database["ENGINE"].endswith("sqlite3"):
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # A writer waits its turn instead of failing half-way.
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;",
    }
else:
    _database["CONN_HEALTH_CHECKS"] = True
    _options = _database.setdefault("OPTIONS", {})
    # PostgreSQL would compile what it expects to be long, which takes longer than a query of a page does; and it would
    # rather read whole tables than here and there, as where a disk has to turn. `DATABASE_URL` can say otherwise.
    _options["options"] = f"-c jit=off -c random_page_cost=1.1 {_options.get('options', '')}".strip()
DATABASES = {"default": _database}
DATABASE_ROUTERS = ["ikrar.office.routing.Router"]
OFFICES = (Path(_database["NAME"]).resolve().parent if "init_command" in _database["OPTIONS"] else DATA) / "offices"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS = ["models.W040"]  # What PostgreSQL is told to keep in an index, SQLite's hold by themselves.

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "ikrar.office.signing_in.AccountAdapter"
ACCOUNT_FORMS = {"login": "ikrar.office.signing_in.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"  # An address is proven by the invitation, or when somebody changes it.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if PLAIN_HTTP else "https"
MFA_ADAPTER = "ikrar.office.signing_in.TwoFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Ikrar"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True  # Accounts come by invitation: nobody sits on another's address.
SOCIALACCOUNT_ADAPTER = "ikrar.office.signing_in.SocialAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # A form could not lead to another site: the policy of SafeHeaders forbids it.
# Whoever runs the installation chose the provider: an address that it says is somebody's is taken to be theirs.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = openid_connect(os.environ)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "ikrar"}}

LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
CSRF_FAILURE_VIEW = "ikrar.site.views.errors.stale_form"

LANGUAGE_CODE = "en"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English")), ("zh-hans", _("Chinese"))]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("TZ") or "Asia/Jakarta"

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # Serves from the package; nothing has to be collected first.

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if _yes("IKRAR_BEHIND_TLS"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

# Before there were several offices, IKRAR_OFFICE named the home; a party's key has a bar, a slug has none.
_named = os.environ.get("IKRAR_OFFICE", "")
IKRAR_OPEN = _yes("IKRAR_OPEN")
IKRAR_HOME = os.environ.get("IKRAR_HOME") or (_named if "|" in _named else "")
IKRAR_TODAY = os.environ.get("IKRAR_TODAY") or None
IKRAR_REVIEW_DAYS = int(os.environ.get("IKRAR_REVIEW_DAYS") or "180")
IKRAR_TAKE_OVER = float(os.environ["IKRAR_TAKE_OVER"]) if os.environ.get("IKRAR_TAKE_OVER") else None
IKRAR_DORMANT_DAYS = int(os.environ.get("IKRAR_DORMANT_DAYS") or "730")
IKRAR_EXPIRING_DAYS = int(os.environ.get("IKRAR_EXPIRING_DAYS") or "365")
IKRAR_NOTICE_DAYS = int(os.environ.get("IKRAR_NOTICE_DAYS") or "90")
IKRAR_STAGES = os.environ.get("IKRAR_STAGES", "")
IKRAR_ASK_STAGES = "ikrar.office.settings.stages"  # The register knows nothing of offices; it asks here.
IKRAR_FILES = Path(os.environ.get("IKRAR_FILES") or DATA / "files")
IKRAR_FILE_MB = int(os.environ.get("IKRAR_FILE_MB") or "50")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Mails go out by the server that IKRAR_MAIL names; without it, they are written to the terminal.
_mail = urlsplit(os.environ.get("IKRAR_MAIL", ""))
IKRAR_HAS_MAIL = bool(_mail.hostname)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if IKRAR_HAS_MAIL else 'console'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or (465 if _mail.scheme == "smtps" else 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_USE_TLS = _mail.scheme == "smtp" and EMAIL_HOST not in {"localhost", "127.0.0.1"}
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("IKRAR_MAIL_FROM") or "Ikrar <ikrar@localhost>"
# Where the site is, for links in mails and calendars.
IKRAR_ADDRESS = (os.environ.get("IKRAR_ADDRESS") or next(iter(CSRF_TRUSTED_ORIGINS), "http://localhost:8000")).rstrip(
    "/"
)

IKRAR_JOB_KINDS = [
    "ikrar.work.doing.filing.FILING",
    "ikrar.work.doing.rereading.REREADING",
    "ikrar.work.doing.rereading.TAKING_OVER",
    "ikrar.work.doing.importing.CHECKING",
    "ikrar.work.doing.importing.IMPORTING",
    "ikrar.work.doing.mailing.MAILING",
    "ikrar.work.doing.tidying.TIDYING",
    "ikrar.work.doing.retention.RETENTION",
    "ikrar.site.reminding.LETTERS",
]
IKRAR_UPLOAD_MB = int(os.environ.get("IKRAR_UPLOAD_MB") or "100")
IKRAR_KEEP_PEOPLE_DAYS = int(os.environ.get("IKRAR_KEEP_PEOPLE_DAYS") or "730")
IKRAR_KEEP_JOBS_DAYS = int(os.environ.get("IKRAR_KEEP_JOBS_DAYS") or "365")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
