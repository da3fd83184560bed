"""Settings of the tests: fixed keys, fast passwords, one of the two databases."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "SANVIEC_HOME" not in os.environ:
    os.environ["SANVIEC_HOME"] = tempfile.mkdtemp(prefix="sanviec-test-")
    atexit.register(shutil.rmtree, os.environ["SANVIEC_HOME"], ignore_errors=True)

from .base import *
from .base import SANVIEC_HOME, STORAGES

SECRET_KEY = "tests only"
SANVIEC_FIELD_KEYS = {"k1": b"1" * 32, "k0": b"0" * 32}
SANVIEC_INDEX_KEY = b"i" * 32
SANVIEC_AUDIT_KEY = b"a" * 32
SANVIEC_TICKET_KEYS = (b"t" * 32, b"o" * 32)
SANVIEC_SIGNING_PKCS12 = str(Path(SANVIEC_HOME) / "signing.p12")
SANVIEC_SIGNING_PASSWORD = "tests only"
SANVIEC_SIGNING_SELF_MADE = True
SANVIEC_IS_DEMO = False
SANVIEC_STAFF_MFA_REQUIRED = False
SANVIEC_INDEX_CHECK_SECONDS = 0
SANVIEC_AGENCY_RESTS = (0.01, 0.01)
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# whitenoise warns about a missing folder, and warnings are errors here.
(Path(SANVIEC_HOME) / "static").mkdir(parents=True, exist_ok=True)
