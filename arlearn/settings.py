"""Django's settings, and the only reader of the environment. Safe for one machine on a LAN as it stands.

A production setting that would be unsafe stops the start with a sentence that says which one.
"""

import os
import secrets
import sys
from pathlib import Path

import dj_database_url

from arlearn.serve.forwarded import Network, networks
from arlearn.serve.headers import static_headers

ROOT = Path(__file__).resolve().parent.parent
WEB_CLIENT = ROOT / "webclient" / "dist"
RECIPE = ROOT / "webclient" / "bundled" / "recipe.mjs"
"""What prepares models, bundled with the web client."""
NODE_KNOWN = ROOT / "webclient" / "bundled" / "node"
"""Where the build says which Node it used."""
DATA = Path(os.environ.get("ARLEARN_DATA", ROOT / "var")).resolve()
"""Everything that the server writes lies below this folder."""

PRODUCTION = os.environ.get("ARLEARN_ENV", "local") == "production"
DEBUG = False


def _secret() -> str:
    """The signing key: from the environment, else made once and kept in the data folder, readable by its owner only."""
    given = os.environ.get("ARLEARN_SECRET_KEY")
    if given:
        return given
    if PRODUCTION:
        sys.exit("arlearn: ARLEARN_SECRET_KEY is not set; a production server needs one of 50 characters or more.")
    file = DATA / "secret.key"
    try:
        return file.read_text()
    except FileNotFoundError:
        DATA.mkdir(parents=True, exist_ok=True)
        key = secrets.token_urlsafe(50)
        try:
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(key)
        except FileExistsError:
            return file.read_text()
        return key


def _proxies() -> list[Network]:
    try:
        return networks(os.environ.get("ARLEARN_PROXIES", ""))
    except ValueError as error:
        sys.exit(f"arlearn: ARLEARN_PROXIES: {error}.")


SECRET_KEY = _secret()
PUBLIC_URL = os.environ.get("ARLEARN_PUBLIC_URL", "").rstrip("/")
"""The address that is printed on paper and shown for joining; empty: the one the request came to."""
TLS_PORT = int(os.environ.get("ARLEARN_TLS_PORT", "0"))
"""Port of the HTTPS twin of a plain address, which pages offer where the camera needs it; 0: there is none."""
ALLOWED_HOSTS = [host for host in os.environ.get("ARLEARN_HOSTS", "" if PRODUCTION else "*").split(",") if host]
if PRODUCTION and not ALLOWED_HOSTS:
    sys.exit("arlearn: ARLEARN_HOSTS is not set; a production server needs its host names, separated by commas.")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []

INSTALLED_APPS = [
    "django_q",
    "arlearn.people",
    "content",
    "markers",
    "arlearn.plans",
    "arlearn.live",
    "arlearn.reports",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "channels",
]
MIDDLEWARE = [
    "arlearn.serve.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
ROOT_URLCONF = "arlearn.urls"
ASGI_APPLICATION = "arlearn.asgi.application"

DATABASE_URL = os.environ.get("DATABASE_URL", "")
if DATABASE_URL:
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA / "arlearn.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: what was acknowledged survives a power cut. secure_delete: what is forgotten is overwritten.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                # MEMORY: what a statement may have to undo needs no file, nor room on a disk that is full.
                " PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;",
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL", "")
IN_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
OVER_REDIS = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": REDIS_URL,
    "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
}
CACHES = {"default": OVER_REDIS if REDIS_URL else IN_MEMORY, "own": {**IN_MEMORY, "LOCATION": "own"}}
"""`own` is this process's, for when Redis is away."""

JOBS = int(os.environ.get("ARLEARN_JOBS", "1"))
"""How many uploads a worker prepares at once; each may take a gigabyte of memory."""
_patient = f"{REDIS_URL}{'&' if '?' in REDIS_URL else '?'}socket_connect_timeout=1&socket_timeout=5"
Q_CLUSTER = {
    "name": "arlearn",
    **({"redis": _patient} if REDIS_URL else {"orm": "default"}),
    "workers": JOBS,
    # One that has all that it asks for, and none held back from other workers.
    "queue_limit": 1,
    # Seconds. No job takes so long: its steps have limits of their own.
    "timeout": 900,
    "retry": 1000,
    # What is to be done stands in the assets' rows (content.uploads); a message is never worth keeping.
    "ack_failures": True,
    "max_attempts": 1,
    "save_limit": -1,
    "poll": 0.3,
    "guard_cycle": 1,
    "scheduler": False,
    "recycle": 50,
    "cache": "own",
}

AUTH_USER_MODEL = "people.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "/panel"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "arlearn.api.stale"
# The same server answers HTTP and HTTPS on a LAN, so cookies are bound to HTTPS only where HTTP is not served.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PROXIES = _proxies()
"""Reverse proxies of ours: what they say of a client's address and scheme is believed, and of nobody else."""
CONNECTIONS_BY_ADDRESS = int(os.environ.get("ARLEARN_CONNECTIONS_BY_ADDRESS", "600"))
"""At once, in one process, and not from this machine or a proxy of ours; 0: any number."""
# By then the client's address is the client's (arlearn.serve.forwarded).
NINJA_NUM_PROXIES = 0

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
TIME_ZONE = os.environ.get("ARLEARN_TIME_ZONE", "Asia/Makassar")
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = None
STATICFILES_DIRS = [WEB_CLIENT]
SERVESTATIC_USE_FINDERS = True
SERVESTATIC_ADD_HEADERS_FUNCTION = static_headers
MEDIA = DATA / "media"
"""Content-addressed files: originals and renditions."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_MAX_BYTES = 50 * 1024 * 1024
"""Largest model that a creator may send."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("ARLEARN_LOG", "WARNING")},
}
