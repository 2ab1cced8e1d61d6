"""Settings, all read from the environment (`environment.py`); nothing here differs by machine."""

import os
from pathlib import Path
from typing import Any

from interco.config import environment

PACKAGE = Path(__file__).resolve().parent.parent
DATA = environment.data_folder()
DEMO = environment.flag("INTERCO_DEMO")
TESTING = environment.flag("INTERCO_TEST")
TERRITORY_SCOPE = os.environ.get("INTERCO_SCOPE", "interco")

SECRET_KEY = environment.secret_key(DATA)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("INTERCO_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
PUBLIC_URL = os.environ.get("INTERCO_URL", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
_secure = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "interco.foundation.core",
    "interco.foundation.ui",
    "interco.foundation.audit",
    "interco.foundation.notifications",
    "interco.foundation.accounts",
    "interco.foundation.documents",
    "interco.foundation.search",
    "interco.organisation",
    "interco.scheduling",
    "interco.committees",
    "interco.secretariat",
    "interco.cockpit",
    "interco.installation",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "interco.foundation.core.middleware.PrivateMiddleware",
    "interco.foundation.core.middleware.InputMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "interco.foundation.accounts.views.api_access.ApiTokenMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "interco.foundation.core.middleware.ActorMiddleware",
    "interco.foundation.core.middleware.RefusalMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # after ours: its exceptions are answered by itself
    "interco.installation.views.door.FirstStartMiddleware",
    "interco.foundation.accounts.views.second_factor.SecondFactorMiddleware",
    "interco.foundation.core.middleware.SubmissionMiddleware",
]

ROOT_URLCONF = "interco.config.urls"
WSGI_APPLICATION = "interco.config.wsgi.application"
ASGI_APPLICATION = "interco.config.asgi.application"

_context_processors = [
    "django.template.context_processors.request",
    "django.contrib.messages.context_processors.messages",
    "interco.foundation.ui.context.page",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "interco.foundation.ui.jinja.environment",
            "context_processors": _context_processors,
            "auto_reload": DEBUG,
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": [*_context_processors, "django.contrib.auth.context_processors.auth"]},
    },
]

DATABASES = {"default": environment.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    *(["django.contrib.auth.hashers.MD5PasswordHasher"] if TESTING else []),
]
if TESTING:
    PASSWORD_HASHERS.reverse()
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/compte/demo" if DEMO else "/compte/connexion"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_ADAPTER = "interco.foundation.accounts.views.adapter.AccountAdapter"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/h/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
PASSWORD_RESET_TIMEOUT = 30 * 60
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "interco.foundation.accounts.views.adapter.MFAAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "interco"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _secure
USERSESSIONS_TRACK_ACTIVITY = False
#: Roles of `core.roles.SECOND_FACTOR_ROLES` open nothing before their second factor is set up.
SECOND_FACTOR_REQUIRED = not (DEMO or TESTING)

SESSION_ENGINE = "interco.foundation.core.session_engine"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_HSTS_SECONDS = 31536000 if _secure else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
#: What is said after a gesture travels in a signed cookie: kept in the session, it cost each gesture a second commit, and
#: the page that shows it a third.
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

CSRF_FAILURE_VIEW = "interco.foundation.core.error_pages.form_expired"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "langue"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SECURE = _secure
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = TESTING
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILES_ROOT = DATA / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

#: Rows of a table above which the worker writes an import or takes it back, instead of the request.
IMPORT_AT_ONCE = environment.number("INTERCO_IMPORT_AT_ONCE", 2000)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

_mail = environment.mail_server()
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.ssl, _mail.starttls
EMAIL_TIMEOUT = 20
#: Readings of one calendar feed in a minute, for each web process.
FEED_READINGS = environment.number("INTERCO_FEED_READINGS", 60)
#: The box where guests' answers are read, by the worker; none, and nothing is read.
MAILBOX = environment.mailbox()
#: Networks of the house where linked calendars (CalDAV) may stand, beside the internet; none by default.
CALDAV_NETWORKS = environment.open_networks("INTERCO_CALDAV_NETWORKS")
DEFAULT_FROM_EMAIL = os.environ.get("INTERCO_MAIL_FROM", "interco@localhost")

#: Counts the tries of every place that compares a secret: shared by all processes, kept through a restart.
CACHES = {
    "default": {"BACKEND": "interco.foundation.core.tries.TriesCache", "LOCATION": "core_throttle"},
    # figures a process may keep for some seconds: reading a page never writes
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    # an address may hold a token: what is not found is not told
    "loggers": {"django.request": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": os.environ.get("INTERCO_LOG", "WARNING")},
}
