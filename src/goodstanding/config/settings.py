"""Settings, each read from the environment, with what a developer's machine needs as default."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.conf import global_settings

from goodstanding.config import places
from goodstanding.config.home import HOME, MAPPINGS, RULEBOOK, SAMPLE, secret
from goodstanding.config.roles import APPLICATION
from goodstanding.languages import offered

__all__ = ["MAPPINGS", "RULEBOOK", "SAMPLE"]  # folders; everything else here is a setting too

BASE = Path(__file__).resolve().parent.parent


def _flag(name: str, *, default: bool) -> bool:
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


DEBUG = False
DEVELOPMENT = _flag("GOODSTANDING_DEVELOPMENT", default=True)
SECRET_KEY = secret("GOODSTANDING_SECRET_KEY")
SECRET_KEY_FALLBACKS = os.environ.get("GOODSTANDING_SECRET_KEYS_BEFORE", "").split()
ALLOWED_HOSTS = os.environ.get("GOODSTANDING_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
SITE_ADDRESS = os.environ.get("GOODSTANDING_ADDRESS", "http://127.0.0.1:8000")
REPLY_DAYS = int(os.environ.get("GOODSTANDING_REPLY_DAYS", "3"))
MARKETPLACE_NAME = os.environ.get("GOODSTANDING_MARKETPLACE", "the marketplace")
MAIL_DOMAIN = os.environ.get("GOODSTANDING_MAIL_DOMAIN", "cases.example.org")
LAKE = HOME / "lake"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "ninja",
    "procrastinate.contrib.django",
    "goodstanding.chain",
    "goodstanding.accounts",
    "goodstanding.policies",
    "goodstanding.events",
    "goodstanding.findings",
    "goodstanding.funds",
    "goodstanding.notices",
    "goodstanding.webhooks",
    "goodstanding.cases",
    "goodstanding.appeals",
    "goodstanding.consultations",
    "goodstanding.support",
    "goodstanding.reports",
    "goodstanding.config",
]

MIDDLEWARE = [
    "goodstanding.interfaces.watching.watching",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "goodstanding.interfaces.keeping.keeping",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "goodstanding.interfaces.speaking.speaking",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "goodstanding.config.urls"
WSGI_APPLICATION = "goodstanding.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            BASE / "interfaces" / "templates",
            BASE / "interfaces" / "console" / "templates",
            BASE / "interfaces" / "portal" / "templates",
            BASE / "interfaces" / "public" / "templates",
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "goodstanding.interfaces.filters"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]


def database(url: str) -> dict[str, object]:
    """Translate a PostgreSQL address into Django's settings.

    Args:
        url: `postgresql://user:password@host:port/name`; a socket folder goes in `?host=`, and
            whatever else the driver understands beside it, e.g. `?sslmode=verify-full`.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        msg = f"DATABASE_URL: got {parts.scheme!r}, expected postgresql://user@host/name"
        raise ValueError(msg)
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(parts.port or ""),
        "OPTIONS": query,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


COMPANY_ACR = os.environ.get("GOODSTANDING_OIDC_ACR", "").split()
COMPANY_AMR = os.environ.get("GOODSTANDING_OIDC_AMR", "").split()


def company_sign_in() -> list[dict[str, object]]:
    """The company's own sign-in for the team (OpenID Connect), where it is named."""
    issuer = os.environ.get("GOODSTANDING_OIDC_ISSUER", "")
    if not issuer:
        return []
    client = os.environ.get("GOODSTANDING_OIDC_CLIENT", "")
    secret = os.environ.get("GOODSTANDING_OIDC_SECRET", "")
    if not (client and secret):
        msg = f"GOODSTANDING_OIDC_CLIENT and …_SECRET: expected both, as {issuer} gave them"
        raise ValueError(msg)
    return [
        {
            "provider_id": "company",
            "name": os.environ.get("GOODSTANDING_OIDC_NAME", "your company account"),
            "client_id": client,
            "secret": secret,
            "settings": {"server_url": issuer, "oauth_pkce_enabled": True}
            | ({"auth_params": {"acr_values": " ".join(COMPANY_ACR)}} if COMPANY_ACR else {}),
        }
    ]


DATABASES = {
    "default": database(
        os.environ.get("DATABASE_URL")
        or f"postgresql://{APPLICATION}@/postgres?host={HOME / 'postgresql'}"
    )
}
PROCRASTINATE_IMPORT_PATHS = ["goodstanding.config.duties"]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

METRICS_TOKEN = os.environ.get("GOODSTANDING_METRICS_TOKEN", "")
API_RATE = int(os.environ.get("GOODSTANDING_API_RATE", "6000"))
API_GUESSES = 600  # with keys that open nothing, a minute
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 2**20  # a batch of 10,000 events fits
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10
LIMITED = "goodstanding.interfaces.uploads.Limited"
FILE_UPLOAD_HANDLERS = [LIMITED, *global_settings.FILE_UPLOAD_HANDLERS]

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = True
LANGUAGES = offered()
LOCALE_PATHS = [BASE / "locale"]
LANGUAGE_COOKIE_NAME = "language"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE / "interfaces" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"/vendor/.+-\d+\.\d+\.\d+\."  # a new version has a new name

LOGIN_URL = "/console/sign-in"
LOGIN_REDIRECT_URL = "/console/"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
SECOND_FACTOR_REQUIRED = not DEVELOPMENT
ACCOUNT_ADAPTER = "goodstanding.interfaces.console.signing.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}  # which is the mail address
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # nobody signs up
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("GOODSTANDING_PROXIES", "0"))
MFA_ADAPTER = "goodstanding.interfaces.console.signing.Secrets"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Goodstanding"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEVELOPMENT
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ADAPTER = "goodstanding.interfaces.console.signing.CompanySignIn"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": company_sign_in()}}
MEMBERS_SIGN_IN = places.members_sign_in()
EMBED_ORIGINS = places.embedding_origins(local=DEVELOPMENT)
CACHES = {  # what counts attempts to sign in, for all processes together
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
    }
}
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "goodstanding.interfaces.console.passwords.WordsOfTheHouse"},
    {"NAME": "goodstanding.interfaces.console.passwords.Leaked"},
]
PASSWORD_WORDS = os.environ.get("GOODSTANDING_PASSWORD_WORDS", "").split()
LEAKED_PASSWORDS = places.leaked_passwords()
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
IDLE_SECONDS = 60 * int(os.environ.get("GOODSTANDING_IDLE_MINUTES", "120"))  # of the team
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEVELOPMENT
LOOK_COOKIE_NAME = "look"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
if not DEVELOPMENT:  # set by this host for this host alone, over TLS
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    LOOK_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "__Host-look", "__Host-language"
SECURE_HSTS_SECONDS = 0 if DEVELOPMENT else 365 * 24 * 60 * 60
SECURE_PROXY_SSL_HEADER = None if DEVELOPMENT else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
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

QUALITY_SHARE = places.share("GOODSTANDING_QUALITY_SHARE", 0.05)
SCANNER = places.scanner()
MAIL_AUTHENTICATED_BY = os.environ.get("GOODSTANDING_MAIL_AUTHENTICATED_BY", "")
MAIL_INBOUND, MAIL_INBOUND_SECRET = places.mail_inbound()
EMAIL_BACKEND = (
    "goodstanding.notices.channels.mailbox.MailboxBackend"
    if DEVELOPMENT and not os.environ.get("EMAIL_HOST")
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _flag("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 30
HELP_ADDRESS = os.environ.get("GOODSTANDING_HELP_ADDRESS", f"help@{MAIL_DOMAIN}")
DEFAULT_FROM_EMAIL = os.environ.get("GOODSTANDING_MAIL_FROM", f"decisions@{MAIL_DOMAIN}")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "goodstanding.config.logs.JsonLines"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": os.environ.get(
                "GOODSTANDING_LOG_FORM", "plain" if DEVELOPMENT else "json"
            ),
        }
    },
    "root": {"handlers": ["console"], "level": os.environ.get("GOODSTANDING_LOG", "WARNING")},
}
