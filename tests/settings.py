"""Settings of the tests: the real ones, with every outside address pointing at nothing."""

from pat_logistics.settings import *  # noqa: F403

SITE_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
VALHALLA_URL = ""
TILES_URL = "http://127.0.0.1:9/{z}/{x}/{y}.png"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The tests of quotas set their own; the others must not meet one.
API_QUOTA_PER_MINUTE = {"read": 1_000_000, "calculate": 1_000_000}
# Nothing is collected for the tests; the sources stand in, so that WhiteNoise finds a folder.
STATIC_ROOT = BASE_DIR / "static"  # noqa: F405
SILENCED_SYSTEM_CHECKS = ["staticfiles.E002"]  # for that reason
# A page served by another thread must not keep the database that the tests then drop.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
