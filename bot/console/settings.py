"""Django's settings, from the product's own (bot/settings.py)."""

from __future__ import annotations

import datetime
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

from bot.console.secret import secret_key
from bot.settings import SettingsError, read_settings

SETTINGS = read_settings()
HERE = Path(__file__).resolve().parent

SECRET_KEY = secret_key(SETTINGS)
DEBUG = False
ALLOWED_HOSTS = list(SETTINGS.console_hosts)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in SETTINGS.console_hosts if host not in ("localhost", "127.0.0.1")]
IS_PUBLIC = SETTINGS.console_https
"""Behind HTTPS: cookies are sent over HTTPS only, and a second factor is asked for."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "csp",
    "bot.console.accounts",
    "bot.console.conversations",
    "bot.console.review",
    "bot.console.overview",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "bot.console.accounts.middleware.SignedInOnly",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "bot.console.urls"
WSGI_APPLICATION = "bot.console.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bot.console.accounts.context.rooms",
            ]
        },
    }
]


def _database(url: str | None, file: Path) -> dict[str, object]:
    """Django's words for a database: the address, or a SQLite file in var/."""
    if not url:
        options = {
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
            "timeout": 10,
            "transaction_mode": "IMMEDIATE",
        }
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "OPTIONS": options}
    address = urlsplit(url)
    if address.scheme not in ("postgresql", "postgres"):
        raise SettingsError("BOT_CONSOLE_DATABASE_URL must be postgresql://user:password@host/name, or not be set.")
    return {
        "ENGINE": "django.db.backends.postgresql", "NAME": unquote(address.path.lstrip("/")),
        "USER": unquote(address.username or ""), "PASSWORD": unquote(address.password or ""),
        "HOST": address.hostname or "", "PORT": str(address.port or ""),
        "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": {"connect_timeout": 5, **dict(parse_qsl(address.query))},
    }  # fmt: skip


DATABASES = {"default": _database(SETTINGS.console_database_url, SETTINGS.var_dir / "console.db")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "bot.console.accounts.passwords.NotAboutUs"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PUBLIC
SESSION_COOKIE_NAME = "__Host-console" if IS_PUBLIC else "console"
CSRF_COOKIE_NAME = "__Host-console-csrf" if IS_PUBLIC else "console-csrf"
CSRF_COOKIE_AGE = None
SECURE_HSTS_SECONDS = 31_536_000 if IS_PUBLIC else 0
SECURE_SSL_REDIRECT = IS_PUBLIC
SECURE_REFERRER_POLICY = "same-origin"
"""Not `no-referrer`: with it browsers send `Origin: null` with forms, and every form would be refused."""
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_PUBLIC else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF], "base-uri": [NONE], "object-src": [NONE], "frame-ancestors": [NONE], "form-action": [SELF],
    }
}  # fmt: skip

AXES_HANDLER = "bot.console.accounts.lock_out.LockOut"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = datetime.timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "username"]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
"""`AccountEvent` says who signed in; a second list of addresses and browsers would only be one more to look after."""
AXES_SENSITIVE_PARAMETERS = [
    "username", "ip_address", "password", "new_password", "new_password_again", "code", "next", "csrfmiddlewaretoken",
]  # fmt: skip
OTP_TOTP_ISSUER = "Support chat console"

STATIC_URL = "/static/"
STATIC_ROOT = SETTINGS.var_dir / "static"
STATICFILES_DIRS = [HERE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
LOGGING_CONFIG = None
"""Logging is set up by `bot.console.serve`: no person's words, no reviewer's notes."""
