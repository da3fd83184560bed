"""Signatures on decision documents: PAdES by pyHanko, the key in a file or in a token.

Nothing outside this package knows pyHanko, so that it can be replaced (docs/decisions/0027).
"""

from .pkcs11 import Pkcs11Signer
from .pkcs12 import Pkcs12Signer

__all__ = ["Pkcs11Signer", "Pkcs12Signer"]
