"""Django's settings, all from the environment: few, typed, and the same for the server, the command line and the tests."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from pylopdf_fonts_zh_cn import sans_path

from hetang import web
from hetang.wiring.database import database
from hetang.wiring.home import secret

HOME = Path(os.environ.get("HETANG_HOME", "var")).absolute()
HOME.mkdir(parents=True, exist_ok=True)
FONTS = Path(os.environ["HETANG_FONTS"]) if os.environ.get("HETANG_FONTS") else None   # the operator's, for printed documents
WEB = Path(web.__file__).parent

SECRET_KEY = secret(HOME / "secret.key")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("HETANG_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("HETANG_ORIGINS", "").split(",") if origin]
ROOT_URLCONF = "hetang.wiring.urls"
WSGI_APPLICATION = "hetang.wiring.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "hetang.office.tables",
    "hetang.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

DATABASES = {"default": database(os.environ.get("HETANG_DATABASE_URL", ""), HOME, os.environ)}
# Answers that follow from a head and so never grow old; the folder may be emptied at any time.
CACHES = {"default": {
    "BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": HOME / "answers",
    "TIMEOUT": None, "OPTIONS": {"MAX_ENTRIES": 20_000},
}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [{
    "BACKEND": "django.template.backends.jinja2.Jinja2",
    "DIRS": [WEB / "templates"],
    "APP_DIRS": False,
    "OPTIONS": {"environment": "hetang.web.pages.environment"},
}]

STATIC_URL = "static/"
STATICFILES_DIRS = [WEB / "static", ("fonts", str(sans_path().parent))]
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)

# The page's own files and nothing else: no inline script, no inline style, no other host, no frame.
CONTENT_SECURITY_POLICY = {"DIRECTIVES": {
    "default-src": [NONE], "script-src": [SELF], "style-src": [SELF], "img-src": [SELF, "data:"], "font-src": [SELF],
    "connect-src": [SELF], "form-action": [SELF], "manifest-src": [SELF], "worker-src": [SELF],
    "base-uri": [NONE], "frame-ancestors": [NONE],
}}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "hetang.web.views.errors.csrf_refused"
SECURE_REFERRER_POLICY = "same-origin"   # a sign-in link must not travel on in a Referer
X_FRAME_OPTIONS = "DENY"
if os.environ.get("HETANG_HTTPS") == "1":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"   # days end by the pack's time zone, never by the server's

FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 2**20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
