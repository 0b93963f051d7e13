"""Settings. Every value that changes between machines comes from the environment (table in README.md)."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from redis.backoff import NoBackoff
from redis.retry import Retry

from pat_logistics.schedule import CELERY_BEAT_SCHEDULE as CELERY_BEAT_SCHEDULE

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- Where it runs ---------------------------------------------------------------------------------
# https://docs.djangoproject.com/en/5.2/howto/deployment/checklist/

SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SECRET_KEY = env("SECRET_KEY")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname, "127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# A proxy of ours writes X-Forwarded-Proto and X-Forwarded-For; without one, a caller could forge both.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))

ROOT_URLCONF = "pat_logistics.portal.urls"
WSGI_APPLICATION = "pat_logistics.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1

INSTALLED_APPS = [
    "pat_logistics.territory",
    "pat_logistics.accounts",
    "pat_logistics.mail",
    "pat_logistics.jobs",
    "pat_logistics.tokens",
    "pat_logistics.actors",
    "pat_logistics.webhooks",
    "producers",
    "carriers",
    "needs_survey",
    "cost_calc",
    "pat_logistics.portal.moderation",
    "pat_logistics.portal.guides",
    "pat_logistics.portal.open_data",
    "pat_logistics.portal.openapi",
    "pat_logistics.portal.pages",
    # Plain autodiscovery would import leaflet.admin, which needs GDAL (see pages/admin_config.py).
    "pat_logistics.portal.pages.admin_config.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "leaflet",
    "pghistory",
    "pgtrigger",
    "rest_framework",
]

MIDDLEWARE = [
    "pat_logistics.portal.pages.compression.Compression",
    "pat_logistics.portal.openapi.middleware.ApiMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pat_logistics.accounts.middleware.PrivatePages",
    "pat_logistics.accounts.middleware.HistoryContext",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
            # l10n: numbers in attributes and addresses go through `unlocalize`, without space nor comma.
            "builtins": ["pat_logistics.portal.pages.templatetags.portal", "django.templatetags.l10n"],
        },
    },
]

# Pages that an app leads to and that a floor above it serves (pat_logistics/addresses.py).
ADDRESSES = {
    "home": "pages:home",
    "api": "api:root",
    "commune": "pages:commune",
    "calculator": "cost_calc:compare",
    "quote": "quotes:detail",
    "quote_answer": "quotes:answer",
    "quote_stop_mails": "quotes:stop_mails",
}

# One look for every form field (templates/components/field.html).
FORM_RENDERER = "pat_logistics.portal.pages.forms.PortalRenderer"

# --- Database, cache, tasks ------------------------------------------------------------------------
# With DATABASE_URL and REDIS_URL unset, `python -m pat_logistics.embedded run` starts both and sets them.

DATABASES = {"default": env.db_url("DATABASE_URL")}
# A new connection per request costs several times the request itself.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# A database that does not answer is an error, not a page that never comes.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

REDIS_URL = env("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        # The client's own retries would hold a page for seconds when Redis is gone.
        "OPTIONS": {"retry": Retry(NoBackoff(), retries=1), "socket_timeout": 5},
    }
}

# https://docs.celeryq.dev/en/stable/userguide/configuration.html
# Celery spells a Unix socket in its own way.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Long jobs that may run at once; beside them one process stays free for mails and scheduled tasks.
JOBS_AT_ONCE = env.int("JOBS_AT_ONCE", default=1)
CELERY_WORKER_CONCURRENCY = JOBS_AT_ONCE + 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A page that asks for a task must not wait long for a broker that is away.
CELERY_TASK_PUBLISH_RETRY = False
# The task of a killed worker comes back after visibility_timeout, which must exceed the longest task. That of
# a long job has its own limit and comes back while it runs: it finds the job taken (see jobs/running.py).
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 360,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    "socket_timeout": 10,
    "max_retries": 0,
}
CELERY_TIMEZONE = "Europe/Paris"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")

# --- History of changes ----------------------------------------------------------------------------
# https://django-pghistory.readthedocs.io/en/latest/context/ : who asked for a change goes with it.

PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# --- Accounts --------------------------------------------------------------------------------------
# https://docs.allauth.org/en/latest/account/configuration.html : a code sent by e-mail, no password.

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "pages:workspace"
LOGOUT_REDIRECT_URL = "pages:home"
ACCOUNT_ADAPTER = "pat_logistics.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "pat_logistics.accounts.forms.SignupForm",
    "request_login_code": "pat_logistics.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "pat_logistics.accounts.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "pat_logistics.accounts.forms.ConfirmEmailCodeForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
# Eight digits, three tries, a quarter of an hour: time for the mail to come on a weak network.
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[PAT Logistique] "
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# What may be joined to a mail, by the name it is asked under (see pat_logistics.mail.documents).
MAIL_DOCUMENTS = {"diagnosis": "cost_calc.diagnosis.document.of_mail"}
# A mail server that does not answer must not hold a worker.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="PAT Logistique <ne-pas-repondre@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
CONTACT_EMAIL = env("CONTACT_EMAIL", default="contact@localhost")

# Who answers for this portal: shown on the legal pages. Whoever installs the portal gives these values.
TO_FILL_IN = "à compléter par le territoire qui installe le portail"
PUBLISHER = {
    "name": env("PUBLISHER_NAME", default=TO_FILL_IN),
    "address": env("PUBLISHER_ADDRESS", default=TO_FILL_IN),
    "director": env("PUBLISHER_DIRECTOR", default=TO_FILL_IN),
    "host": env("PUBLISHER_HOST", default=TO_FILL_IN),
    "data_protection": env("PUBLISHER_DATA_PROTECTION", default=TO_FILL_IN),
}

# --- Language, files -------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
# The default of the next Django: an address typed without its scheme is https.
FORMS_URLFIELD_ASSUME_HTTPS = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "pat_logistics.static_files.PortalStaticFiles"},
}
# The few missing source maps of vendored files must not stop the collection.
WHITENOISE_MANIFEST_STRICT = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- Security --------------------------------------------------------------------------------------
# https://docs.djangoproject.com/en/5.2/topics/security/ ; everything that needs HTTPS follows SITE_URL.

_HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_HSTS_PRELOAD = _HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

TILES_URL = env("TILES_URL", default="https://tile.openstreetmap.org/{z}/{x}/{y}.png")
TILES_ATTRIBUTION = env(
    "TILES_ATTRIBUTION",
    default='© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>',
)
_tiles = urlsplit(TILES_URL.replace("{s}.", "*."))

# https://django-csp.readthedocs.io/en/latest/configuration.html : map tiles are the only third-party request.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", *([f"{_tiles.scheme}://{_tiles.netloc}"] if _tiles.netloc else [])],
        "connect-src": [SELF],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# --- Outside services ------------------------------------------------------------------------------

VALHALLA_URL = env("VALHALLA_URL", default="").rstrip("/")
VALHALLA_TIMEOUT_S = env.float("VALHALLA_TIMEOUT_S", default=2.0)
# Of a program that follows the open data: to connect, then again to answer.
WEBHOOK_TIMEOUT = env.float("WEBHOOK_TIMEOUT", default=10.0)

# --- Map -------------------------------------------------------------------------------------------
# https://django-leaflet.readthedocs.io/en/latest/templates.html

LEAFLET_CONFIG = {
    "DEFAULT_CENTER": (44.55, 3.5),
    "DEFAULT_ZOOM": 9,
    "MIN_ZOOM": 2,  # from Guyane to Réunion
    "MAX_ZOOM": 17,
    # The tile server asks who calls (operations.osmfoundation.org/policies/tiles): the site, not the page.
    "TILES": [
        ("OpenStreetMap", TILES_URL, {"attribution": TILES_ATTRIBUTION, "referrerPolicy": "strict-origin"}),
    ],
    "RESET_VIEW": False,
    "NO_GLOBALS": True,
    "ATTRIBUTION_PREFIX": "",
}

# --- API -------------------------------------------------------------------------------------------
# https://www.django-rest-framework.org/api-guide/settings/

# The files of each night, and for how many nights they are kept.
OPEN_DATA_DIR = env("OPEN_DATA_DIR", default=str(VAR_DIR / "open-data"))
OPEN_DATA_DAYS = env.int("OPEN_DATA_DAYS", default=7)

# Requests per minute and per caller. Calculations cost more than readings.
API_QUOTA_PER_MINUTE = {
    "read": env.int("API_READ_QUOTA", default=1_200),
    "calculate": env.int("API_CALCULATE_QUOTA", default=600),
}
# The same for each token, whatever the address it comes from.
API_TOKEN_QUOTA_PER_MINUTE = {
    "read": env.int("API_TOKEN_READ_QUOTA", default=6_000),
    "calculate": env.int("API_TOKEN_CALCULATE_QUOTA", default=1_200),
}
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "pat_logistics.portal.openapi.pagination.Pagination",
    "DEFAULT_FILTER_BACKENDS": ["pat_logistics.portal.openapi.filters.FilterBackend"],
    "DEFAULT_PERMISSION_CLASSES": ["pat_logistics.portal.openapi.permissions.ReadOnlyForVisitors"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "pat_logistics.tokens.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["pat_logistics.portal.openapi.parsers.StrictJSONParser"],
    "DEFAULT_THROTTLE_CLASSES": ["pat_logistics.portal.openapi.throttling.QuotaThrottle"],
    "DEFAULT_METADATA_CLASS": None,
    # A caller could name himself in X-Forwarded-For: it is believed only when a proxy of ours writes it.
    "NUM_PROXIES": int(BEHIND_PROXY),
    "EXCEPTION_HANDLER": "pat_logistics.portal.openapi.problems.problem_handler",
    "COERCE_DECIMAL_TO_STRING": False,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
# https://drf-spectacular.readthedocs.io/en/latest/settings.html
SPECTACULAR_SETTINGS = {
    "TITLE": "API de PAT Logistique",
    "DESCRIPTION": (
        "Communes, véhicules de référence, solutions logistiques et producteurs publiés, "
        "et calcul du coût et du CO₂ d’une livraison. Sans clé, en lecture seule ; un jeton donne un quota "
        "à part. "
        "Un champ ou un paramètre inconnu, ou un paramètre vide, est refusé (400)."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVERS": [{"url": SITE_URL}],
    "SERVE_INCLUDE_SCHEMA": False,
    # Nothing here needs an account; the session is that of the pages.
    "AUTHENTICATION_WHITELIST": ["pat_logistics.tokens.authentication.TokenAuthentication"],
    "COMPONENT_SPLIT_REQUEST": True,
    "LICENSE": {
        "name": "Licence Ouverte 2.0",
        "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    },
    "CONTACT": {"email": CONTACT_EMAIL},
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "pat_logistics.portal.openapi.schema.complete",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ConfidenceEnum": "cost_calc.models.Confidence",
        "TemperatureEnum": "pat_logistics.vocabulary.Temperature",
        "ProductFamilyEnum": "pat_logistics.vocabulary.ProductFamily",
        "RoadSourceEnum": "cost_calc.api.serializers.ROAD_SOURCES",
        "JobStateEnum": "pat_logistics.jobs.models.JobState",
        "CarbonMethodEnum": "cost_calc.api.question_serializers.METHODS",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "pat_logistics.signed_links.QuietFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
