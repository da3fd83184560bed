"""Settings shared by every installation; SQLite needs no variable at all.

Each variable is described in docs/operating/configuration.md.
"""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from sanviec.config.env import (
    database_from_url,
    env_bool,
    env_int,
    env_list,
    env_str,
    sqlite_at,
)

PACKAGE_DIR = Path(__file__).resolve().parent.parent.parent
SANVIEC_HOME = Path(env_str("SANVIEC_HOME", "var")).resolve()

DEBUG = False
SECRET_KEY = ""  # set by dev, test and prod
ALLOWED_HOSTS = env_list("SANVIEC_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
SANVIEC_PUBLIC_URL = env_str("SANVIEC_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = env_list("SANVIEC_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "sanviec.apps.platform",
    "sanviec.apps.reference",
    "sanviec.apps.accounts",
    "sanviec.apps.centres",
    "sanviec.apps.weights",
    "sanviec.apps.jobseekers",
    "sanviec.apps.employers",
    "sanviec.apps.ledger",
    "sanviec.apps.vacancies",
    "sanviec.apps.counselling",
    "sanviec.apps.referrals",
    "sanviec.apps.claims",
    "sanviec.apps.payments",
    "sanviec.apps.exchanges",
    "sanviec.apps.imports",
    "sanviec.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sanviec.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sanviec.web.middleware.ActorMiddleware",
    "sanviec.web.middleware.StaffMfaMiddleware",
    "sanviec.web.middleware.PrivatePagesMiddleware",
    "sanviec.web.middleware.WrongMethodMiddleware",
    "sanviec.web.middleware.PermissionsPolicyMiddleware",
]

ROOT_URLCONF = "sanviec.config.urls"
WSGI_APPLICATION = "sanviec.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "sanviec.web.context.site",
            ],
            "builtins": ["sanviec.web.templatetags.sanviec"],
        },
    }
]

_database_url = env_str("SANVIEC_DATABASE_URL", "")
DATABASES = {
    "default": database_from_url(_database_url)
    if _database_url
    else sqlite_at(str(SANVIEC_HOME / "sanviec.sqlite3"))
}
# Of the one signalling process: who is in a room is known there and nowhere else.
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "platform_cache",
        # allauth counts tries to sign in here; with Django's 300 a busy hour would forget them.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
TASKS = {
    "default": {
        "BACKEND": "sanviec.apps.platform.task_backend.DatabaseBackend",
        "ENQUEUE_ON_COMMIT": False,
    }
}

# -- people who sign in ------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["sanviec.apps.accounts.backends.Backend"]
SESSION_ENGINE = "sanviec.apps.accounts.session_store"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:after_login"
ACCOUNT_ADAPTER = "sanviec.apps.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USER_DISPLAY = "sanviec.apps.accounts.adapter.shown_name"
# Behind a proxy the client's address is in X-Forwarded-For; with 0 every user would share one
# rate-limit bucket, with a number too high a client could forge its address.
ALLAUTH_TRUSTED_PROXY_COUNT = env_int("SANVIEC_TRUSTED_PROXIES", 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Sàn Việc"
SANVIEC_STAFF_MFA_REQUIRED = env_bool("SANVIEC_STAFF_MFA_REQUIRED", default=True)

# -- language, place and time ------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["sanviec.config.formats"]
USE_THOUSAND_SEPARATOR = True

# -- files -------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE_DIR / "static"]
STATIC_ROOT = SANVIEC_HOME / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": SANVIEC_HOME / "files", "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "sanviec.config.static_files.HashedFiles"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
SANVIEC_MAX_UPLOAD_BYTES = env_int("SANVIEC_MAX_UPLOAD_BYTES", 50 * 1024 * 1024, minimum=1)

# -- safety ------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "sanviec.web.public.errors.csrf_failure"

# -- messages ----------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = SANVIEC_HOME / "sent" / "email"
DEFAULT_FROM_EMAIL = env_str("SANVIEC_FROM_EMAIL", "sanviec@localhost")
# Channel name -> class with ``send(message) -> str``; see sanviec.apps.platform.channels.
SANVIEC_CHANNELS = {
    "in_app": "sanviec.apps.platform.channels.InAppChannel",
    "email": "sanviec.integrations.messaging.EmailChannel",
    "sms": "sanviec.integrations.messaging.FileChannel",
    "agency": "sanviec.integrations.social_insurance.channel.AgencyChannel",
}

# -- the social-insurance agency -------------------------------------------------------------
# Where its interface is; empty: not connected, records and answers come as files.
SANVIEC_AGENCY_URL = env_str("SANVIEC_AGENCY_URL", "").rstrip("/")
SANVIEC_AGENCY_TOKEN = env_str("SANVIEC_AGENCY_TOKEN", "")
SANVIEC_AGENCY_TIMEOUT_SECONDS = env_int("SANVIEC_AGENCY_TIMEOUT_SECONDS", 10, minimum=1)
# How long to wait before each further try; the outbox tries again for hours.
SANVIEC_AGENCY_RESTS = (0.3, 1.0)
SANVIEC_AGENCY = "sanviec.integrations.social_insurance.adapter.Agency"
if SANVIEC_AGENCY_URL and not SANVIEC_AGENCY_URL.startswith(("http://", "https://")):
    raise ImproperlyConfigured("SANVIEC_AGENCY_URL must begin with https:// (or http://)")

# -- online interviews -----------------------------------------------------------------------
# Where browsers reach the signalling process; empty: /ws/ of the page's own address.
SANVIEC_SIGNAL_URL = env_str("SANVIEC_SIGNAL_URL", "").rstrip("/")
SANVIEC_STUN_URLS = env_list("SANVIEC_STUN_URLS")
SANVIEC_TURN_URLS = env_list("SANVIEC_TURN_URLS")
# What coturn has as static-auth-secret; pages only get credentials that end with their room.
SANVIEC_TURN_SECRET = env_str("SANVIEC_TURN_SECRET", "")
# Sound and picture only through the relay: neither side learns the other's address.
SANVIEC_RELAY_ONLY = env_bool("SANVIEC_RELAY_ONLY", default=False)
if (SANVIEC_TURN_URLS or SANVIEC_RELAY_ONLY) and not (SANVIEC_TURN_URLS and SANVIEC_TURN_SECRET):
    raise ImproperlyConfigured(
        "SANVIEC_TURN_URLS and SANVIEC_TURN_SECRET go together, and SANVIEC_RELAY_ONLY needs both"
    )

# -- decision documents ----------------------------------------------------------------------
# Whose key signs, and where it is: docs/operating/signing.md. Class with the acts of
# sanviec.apps.claims.documents.signer.DocumentSigner.
SANVIEC_DOCUMENT_SIGNER = env_str(
    "SANVIEC_DOCUMENT_SIGNER", "sanviec.integrations.signing.Pkcs12Signer"
)
# "{centre}" in a path or a label stands for the centre's code: a key for each.
SANVIEC_SIGNING_PKCS12 = env_str("SANVIEC_SIGNING_PKCS12", "")
SANVIEC_SIGNING_PASSWORD = env_str("SANVIEC_SIGNING_PASSWORD", "")
SANVIEC_PKCS11_MODULE = env_str("SANVIEC_PKCS11_MODULE", "")
SANVIEC_PKCS11_TOKEN = env_str("SANVIEC_PKCS11_TOKEN", "")
SANVIEC_PKCS11_KEY = env_str("SANVIEC_PKCS11_KEY", "")
SANVIEC_PKCS11_PIN = env_str("SANVIEC_PKCS11_PIN", "")
# Only a demo and tests make a key of their own; no variable turns this on.
SANVIEC_SIGNING_SELF_MADE = False
# The office above the centre, at the head of its papers.
SANVIEC_PARENT_AUTHORITY = env_str("SANVIEC_PARENT_AUTHORITY", "Sở Nội vụ {province}")

# How old a search result may be against the database, in seconds.
SANVIEC_INDEX_CHECK_SECONDS = env_int("SANVIEC_INDEX_CHECK_SECONDS", 2)
# After how many days an employer's silence is answered; 0 takes the dated parameter.
SANVIEC_REFERRAL_SILENCE_DAYS = env_int("SANVIEC_REFERRAL_SILENCE_DAYS", 0)

# -- keys: "id:base64,id:base64", the first one encrypts, all of them decrypt ---------------
SANVIEC_FIELD_KEYS: dict[str, bytes] = {}
SANVIEC_INDEX_KEY = b""
SANVIEC_IS_DEMO = False
SANVIEC_AUDIT_KEY = b""
# Seeds of the Ed25519 keys of tickets: the first signs, each of them is believed at the door.
SANVIEC_TICKET_KEYS: tuple[bytes, ...] = ()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_personal_data": {"()": "sanviec.apps.platform.logs.PersonalDataFilter"}},
    "formatters": {"event": {"()": "sanviec.apps.platform.logs.EventFormatter"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "event",
            "filters": ["no_personal_data"],
        }
    },
    # Some lines for each PDF otherwise.
    "loggers": {"weasyprint": {"level": "ERROR"}, "pyhanko": {"level": "ERROR"}},
    "root": {"handlers": ["stderr"], "level": env_str("SANVIEC_LOG_LEVEL", "INFO")},
}
