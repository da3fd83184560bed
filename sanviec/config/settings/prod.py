"""Production settings: every secret comes from the environment, nothing has a default."""

from sanviec.config.env import env_bool, env_str
from sanviec.config.keys import decode_key, field_keys_from_env, ticket_keys_from_env

from .base import *

SECRET_KEY = env_str("SANVIEC_SECRET_KEY")
SANVIEC_FIELD_KEYS = field_keys_from_env()
SANVIEC_INDEX_KEY = decode_key("SANVIEC_INDEX_KEY", env_str("SANVIEC_INDEX_KEY"))
SANVIEC_AUDIT_KEY = decode_key("SANVIEC_AUDIT_KEY", env_str("SANVIEC_AUDIT_KEY"))
SANVIEC_TICKET_KEYS = ticket_keys_from_env()
SANVIEC_IS_DEMO = False

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env_bool("SANVIEC_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
if env_bool("SANVIEC_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env_str("SANVIEC_SMTP_HOST", "localhost")
