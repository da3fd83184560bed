"""Settings of a demo or a developer's machine: no variable needed, never for real persons."""

from sanviec.config.env import env_bool
from sanviec.config.keys import decode_key, key_from, local_keys

from .base import *
from .base import SANVIEC_HOME, SANVIEC_SIGNAL_URL, SANVIEC_SIGNING_PKCS12

_keys = local_keys(SANVIEC_HOME)
SECRET_KEY = _keys["secret_key"]
SANVIEC_FIELD_KEYS = {"k1": decode_key("field_key", _keys["field_key"])}
SANVIEC_INDEX_KEY = decode_key("index_key", _keys["index_key"])
SANVIEC_AUDIT_KEY = decode_key("audit_key", _keys["audit_key"])
# Homes made before there were tickets have no key for them.
SANVIEC_TICKET_KEYS = (key_from(SANVIEC_INDEX_KEY, "tickets"),)
DEBUG = env_bool("SANVIEC_DEBUG", default=False)
# The demo's logins are printed on the screen: a second factor would protect nothing there.
SANVIEC_STAFF_MFA_REQUIRED = env_bool("SANVIEC_STAFF_MFA_REQUIRED", default=False)
# Without a proxy in front, browsers reach the process that `serve` starts beside itself.
SANVIEC_SIGNAL_URL = SANVIEC_SIGNAL_URL or "ws://127.0.0.1:8001"
# A demo signs with a key that it makes itself and that proves nothing.
SANVIEC_SIGNING_PKCS12 = SANVIEC_SIGNING_PKCS12 or str(SANVIEC_HOME / "signing.p12")
SANVIEC_SIGNING_SELF_MADE = True
SANVIEC_IS_DEMO = True
