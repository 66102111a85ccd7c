"""Settings, read from the environment. A value that cannot be fails loudly when Django starts.

DUBAN_DATA        folder of the database, files and caches (default ./var)
DATABASE_URL      postgresql://user:password@host:port/name; without it SQLite in DUBAN_DATA
DUBAN_TODAY       the office's date for rehearsals and the sample, 2020-11-23; without it the clock
DUBAN_SECRET_KEY  signs sessions; without it a key is made once and kept in DUBAN_DATA
DUBAN_HOSTS       names under which the site is reached, separated by commas (default: this machine)
DUBAN_HTTPS       1 behind HTTPS: secure cookies and HSTS
DUBAN_SMTP        smtp://user:password@host:port?from=office@county.example&tls=1 sends e-mail; without it there is only the inbox
DUBAN_INBOX       a folder from which the papers page takes in whatever lies there; without it there is no such button
DUBAN_DEBUG       1 shows traces in the browser; never where others reach the site
"""

import datetime as dt
import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def _flag(name: str) -> bool:
    value = os.environ.get(name, "0")
    if value not in {"0", "1", ""}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}")
    return value == "1"


def _date(name: str) -> dt.date | None:
    value = os.environ.get(name)
    if not value:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError as problem:
        raise ImproperlyConfigured(f"{name} must be a date like 2020-11-23, not {value!r}") from problem


def _secret(folder: Path) -> str:
    if key := os.environ.get("DUBAN_SECRET_KEY"):
        return key
    path = folder / "secret.key"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text()


def _database(folder: Path) -> dict[str, object]:
    url = os.environ.get("DATABASE_URL")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "duban.sqlite3",
            "ATOMIC_REQUESTS": False,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=1073741824;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured("DATABASE_URL must look like postgresql://user:password@host:5432/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


def _mail() -> dict[str, object]:
    url = os.environ.get("DUBAN_SMTP", "")
    parts = urlsplit(url)
    if url and (parts.scheme not in {"smtp", "smtps"} or not parts.hostname):
        raise ImproperlyConfigured(
            "DUBAN_SMTP must look like smtp://user:password@host:25?from=office@county.example"
        )
    asked = dict(parse_qsl(parts.query))
    return {
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": asked.get("tls") == "1",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "DEFAULT_FROM_EMAIL": asked.get("from", "duban@localhost"),
    }


DATA = Path(os.environ.get("DUBAN_DATA", "var")).resolve()
DATA.mkdir(parents=True, exist_ok=True)

globals().update(_mail())
EMAIL_TIMEOUT = 10
DEBUG = _flag("DUBAN_DEBUG")
HTTPS = _flag("DUBAN_HTTPS")
OFFICE_TODAY = _date("DUBAN_TODAY")
INBOX = os.environ.get("DUBAN_INBOX", "")
SECRET_KEY = _secret(DATA)
ALLOWED_HOSTS = [
    h.strip() for h in os.environ.get("DUBAN_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h.strip()
]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

INSTALLED_APPS = [
    "duban_web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "duban_web.common.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "duban_web.common.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "duban_web.common.middleware.first_password",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "duban_web.common.middleware.refusals",
]
ROOT_URLCONF = "duban_web.urls"
ASGI_APPLICATION = None
WSGI_APPLICATION = "duban_web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "duban_web.common.context.office",
            ],
            "builtins": ["duban_web.common.templatetags.duban", "django_htmx.templatetags.django_htmx"],
        },
    }
]
DATABASES = {"default": _database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "duban_web.User"
AUTHENTICATION_BACKENDS = ["duban_web.backend.Person"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "login"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA / "files"
CHART_CACHE = DATA / "charts"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
