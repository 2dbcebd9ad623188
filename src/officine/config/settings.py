"""How Officine is put together. What a town may set comes from the environment: docs/reference/settings.md."""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from officine.config import env, secret

BASE = Path(__file__).resolve().parent.parent.parent.parent
DATA = env.folder("OFFICINE_DATA", BASE / "data")

DEBUG = False
SECRET_KEY = secret.key(DATA / "secret.key", env.secret("OFFICINE_SECRET_KEY"))
PUBLIC_URL = env.web_address("OFFICINE_URL", "http://localhost:8000")
IS_HTTPS = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = [env.host_of(PUBLIC_URL), "localhost", "127.0.0.1", "[::1]", *env.hosts("OFFICINE_HOSTS")]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "officine.people",
    "officine.catalogue",
    "officine.bookings",
    "officine.notices",
    "officine.website",
    "officine.frontdesk",
    "officine.api",
    "officine.ops",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "officine.website.permissions.nothing_of_the_device",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "officine.website.middleware.NoStoreForTheSignedIn",
    "django.middleware.locale.LocaleMiddleware",
    "officine.api.middleware.speak_api",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "officine.frontdesk.steady.tell_where_it_leads",
]

ROOT_URLCONF = "officine.config.urls"
URLCONF_WITH_API = "officine.config.urls_with_api"
WSGI_APPLICATION = "officine.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "officine.website.surroundings.surroundings",
            ],
        },
    }
]

DATABASES = {"default": env.database("DATABASE_URL", str(DATA / "officine.sqlite3"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counts attempts to sign in, and codes of apps already used: in the database, so that all workers see the same.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "people_cache"}}

# Italian at the plain address, English under /en/: the address alone decides, so that a page can be kept.
LANGUAGE_CODE = "it"
LANGUAGES = [("it", "Italiano"), ("en", "English")]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
# Beside the code it comes from, and for all data folders at once, unless the code is read-only here.
STATIC_ROOT = env.text("OFFICINE_STATIC") or str((BASE / "build" if os.access(BASE, os.W_OK) else DATA) / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Who signs in and how: docs/decisions/sign-in.md.
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "officine.frontdesk.adapters.StaffAccounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # a desk is shared: whoever closes the browser is signed out
MFA_ADAPTER = "officine.frontdesk.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Officine"
MFA_TOTP_TOLERANCE = 1  # frontdesk/codes.py sees to it that a code counts once all the same
MFA_FORMS = {
    "authenticate": "officine.frontdesk.codes.SignInCodeForm",
    "reauthenticate": "officine.frontdesk.codes.ConfirmCodeForm",
}

SESSION_ENGINE = "officine.people.sessions"
# Without activity for so long, a session of staff is locked.
STAFF_IDLE = timedelta(minutes=env.number("OFFICINE_STAFF_IDLE_MINUTES", 10, least=2, most=120))
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "officine.website.views.errors.form_expired"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if IS_HTTPS else 0
SECURE_SSL_REDIRECT = False  # the front server's job: docs/how-to/install.md
# That job (W008), and what a town's other servers do, which is not for us to promise (W005, W021).
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = env.yes_or_no("OFFICINE_BEHIND_PROXY", False)
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 0  # no form asks for one, and Django would write each to the disk, however large

# Mail: without a server it stays in the data folder, where a manager reads it on this machine. So does a demo's.
DEMO_MARK = DATA / "demo"
MAIL_SERVER = None if DEMO_MARK.exists() else env.mail("OFFICINE_MAIL")
MAILBOX = DATA / "mailbox"
DEFAULT_FROM_EMAIL = env.mail_address("OFFICINE_MAIL_FROM", "officine@localhost")
if MAIL_SERVER:
    EMAIL_HOST = MAIL_SERVER["EMAIL_HOST"]
    EMAIL_PORT = MAIL_SERVER["EMAIL_PORT"]
    EMAIL_HOST_USER = MAIL_SERVER["EMAIL_HOST_USER"]
    EMAIL_HOST_PASSWORD = MAIL_SERVER["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = MAIL_SERVER["EMAIL_USE_TLS"]
    EMAIL_USE_SSL = MAIL_SERVER["EMAIL_USE_SSL"]
    EMAIL_TIMEOUT = 15
else:
    EMAIL_BACKEND = "officine.notices.mailbox.MailboxBackend"

HOLD_MINUTES = 10

# How many days each kind of personal data is kept; the worker erases what is older, once a day.
KEEP_DAYS = {
    "sign_in_codes": env.number("OFFICINE_KEEP_CODES_DAYS", 1, least=1, most=30),
    "addresses": env.number("OFFICINE_KEEP_ADDRESSES_DAYS", 90, least=7, most=3650),  # of notices that were sent
    "notes": env.number("OFFICINE_KEEP_NOTES_DAYS", 365, least=1, most=3650),  # after the visit
    "answers": env.number("OFFICINE_KEEP_ANSWERS_DAYS", 30, least=1, most=365),  # of the API, for repeated requests
    "people": env.number("OFFICINE_KEEP_PEOPLE_DAYS", 730, least=30, most=3650),  # after their last visit or sign-in
}

LOG_LEVEL = env.one_of("OFFICINE_LOG", ("DEBUG", "INFO", "WARNING", "ERROR"), "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # A page that is missing is named with its address, and an address may hold a booking's code.
    "loggers": {"django.request": {"level": "ERROR"}},
}
