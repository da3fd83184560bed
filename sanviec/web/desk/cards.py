"""The square code on a citizen's card, as a scanner types it into the search box.

The order of the parts was read off cards, not off a published norm; it is provisional:
number | old number | name | birth ddmmyyyy | sex | address | issued ddmmyyyy | …
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sanviec.apps.jobseekers.enums import Sex
from sanviec.kernel.identifiers import is_valid_citizen_id
from sanviec.kernel.text import fold, nfc

_SEXES = {"nam": Sex.MALE, "nu": Sex.FEMALE}


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says of its owner."""

    identity_no: str
    full_name: str
    birth: str
    sex: str
    residence: str

    def initial(self) -> dict[str, Any]:
        """The answers with which the registration form opens."""
        return {
            "identity_no": self.identity_no,
            "full_name": self.full_name,
            "birth": self.birth,
            "sex": self.sex,
            "residence": self.residence,
        }


def read_card(text: str) -> Card | None:
    """The card behind a scanned line; None when it is not one."""
    parts = [nfc(part).strip() for part in text.split("|")]
    if len(parts) < 6 or not is_valid_citizen_id(parts[0]):
        return None
    number, _old, name, born, sex, address = parts[:6]
    birth = f"{born[:2]}/{born[2:4]}/{born[4:]}" if len(born) == 8 and born.isdigit() else ""
    return Card(number, name[:120], birth, _SEXES.get(fold(sex), Sex.UNSTATED).value, address[:200])
