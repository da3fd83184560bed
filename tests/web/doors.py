"""Every address of the site: who may open it, with whose ids, and what a good POST says.

A new address is written down here, or ``test_access`` fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from sanviec.apps.platform.enums import Role

DESK = frozenset({Role.RECEPTIONIST, Role.COUNSELLOR, Role.APPROVER, Role.DEPARTMENT})
COUNSEL = frozenset({Role.COUNSELLOR, Role.APPROVER})
IMPORT = frozenset({Role.APPROVER, Role.DEPARTMENT})
OVERVIEW = frozenset({Role.DEPARTMENT, Role.MINISTRY, Role.ADMINISTRATOR})
DIRECTOR = frozenset({Role.DEPARTMENT})
PERSON = frozenset({Role.JOBSEEKER})
FIRM = frozenset({Role.EMPLOYER})


@dataclass(frozen=True)
class Door:
    """One address behind a role.

    Args:
        ids: names of ``Ground`` whose ids stand in the address; with ids of another centre the
            page is not there, unless ``is_open_to_all`` says that anybody's id does.
        get: what a GET answers to the right person; None when only POST is understood.
        answers: a POST that succeeds; None when only GET is understood.
    """

    roles: frozenset[Role]
    ids: tuple[str, ...] = ()
    get: int | None = 200
    answers: dict[str, Any] | None = None
    is_open_to_all: bool = False
    query: dict[str, str] = field(default_factory=dict)


def posts(roles: frozenset[Role], *ids: str, **answers: Any) -> Door:
    """A door that understands only POST."""
    return Door(roles, ids, get=None, answers=answers)


_POST = {
    "title": "Thợ hàn",
    "openings": "2",
    "place": "Kỳ Lừa, Lạng Sơn",
    "description": "Hàn khung.",
}
_FIRM = {
    "name": "Công ty Hồi",
    "tax_code": "0100109106",
    "kind": "private",
    "place": "Kỳ Lừa, Lạng Sơn",
    "contact_name": "Phòng nhân sự",
    "phone": "0912345678",
}
_CARD = {
    "full_name": "Lò Thị Mới",
    "birth": "1999",
    "residence": "Kỳ Lừa, Lạng Sơn",
    "wished_titles": "phụ bếp",
}
_HIRE = {"viec": "hire", "hire-hired_on": "2026-11-23", "hire-starts_on": "2026-12-01"}

DOORS: dict[str, Door] = {
    # -- the counter
    "web:desk:home": Door(DESK),
    "web:desk:tasks": Door(DESK),
    "web:desk:people": Door(DESK, query={"q": "bi mat"}),
    "web:desk:register": Door(DESK, answers=_CARD),
    "web:desk:person": Door(DESK, ("person",)),
    "web:desk:edit_person": Door(DESK, ("person",), answers=_CARD),
    "web:desk:reveal": posts(DESK, "person", truong="phone"),
    "web:desk:person_state": posts(DESK, "person", viec="pause"),
    "web:desk:consent": posts(DESK, "person", muc_dich="messages", dong_y="0"),
    "web:desk:add_document": posts(DESK, "person", loai="cv"),
    "web:desk:open_document": posts(DESK, "document"),
    "web:desk:merge": Door(COUNSEL, ("person",), answers={"ho_so": "twin", "ly_do": "cùng người"}),
    "web:desk:undo_merge": posts(COUNSEL, "kept"),
    "web:desk:pair": Door(DESK, ("person", "vacancy")),
    "web:desk:introduce": posts(DESK, "person", "other_vacancy"),
    "web:desk:referrals": Door(DESK),
    "web:desk:referral": Door(DESK, ("referral",)),
    "web:desk:referral_act": posts(DESK, "referral", **_HIRE),
    "web:desk:follow_up": Door(DESK, ("follow_up",), answers={"result": "left"}),
    "web:desk:employers": Door(DESK),
    "web:desk:new_employer": Door(DESK, answers=_FIRM | {"tax_code": "0100109113"}),
    "web:desk:employer": Door(DESK, ("employer",)),
    "web:desk:employer_act": posts(DESK, "employer", viec="suspend", ly_do="Tin sai"),
    "web:desk:new_vacancy": Door(DESK, ("employer",), answers=_POST),
    "web:desk:vacancies": Door(DESK),
    "web:desk:vacancy": Door(DESK, ("vacancy",)),
    "web:desk:edit_vacancy": Door(DESK, ("vacancy",), answers=_POST),
    "web:desk:vacancy_act": posts(DESK, "vacancy", viec="pause"),
    # -- the person at home
    "web:jobseeker:home": Door(PERSON),
    "web:jobseeker:inbox": Door(PERSON | FIRM),
    "web:jobseeker:read_message": posts(PERSON | FIRM, "message"),
    "web:jobseeker:register": Door(PERSON, get=303, answers=_CARD),
    "web:jobseeker:profile": Door(PERSON, answers=_CARD),
    "web:jobseeker:state": posts(PERSON, viec="pause"),
    "web:jobseeker:matches": Door(PERSON),
    "web:jobseeker:why": Door(PERSON, ("vacancy",), is_open_to_all=True),
    "web:jobseeker:apply": Door(
        PERSON, ("other_vacancy",), get=None, answers={}, is_open_to_all=True
    ),
    "web:jobseeker:referral": Door(PERSON, ("referral",)),
    "web:jobseeker:answer": posts(PERSON, "referral", reason="distance"),
    "web:jobseeker:data": Door(PERSON),
    "web:jobseeker:export": Door(PERSON),
    "web:jobseeker:consent": posts(PERSON, muc_dich="messages", dong_y="0"),
    # -- the employer
    "web:employer:home": Door(FIRM),
    "web:employer:profile": Door(FIRM, answers=_FIRM | {"name": "Công ty Bí Mật"}),
    "web:employer:new_vacancy": Door(FIRM, answers=_POST),
    "web:employer:vacancy": Door(FIRM, ("vacancy",)),
    "web:employer:edit_vacancy": Door(FIRM, ("vacancy",), answers=_POST),
    "web:employer:vacancy_act": posts(FIRM, "vacancy", viec="pause"),
    "web:employer:invite": posts(FIRM, "vacancy", ung_vien="candidate"),
    "web:employer:referral": Door(FIRM, ("referral",)),
    "web:employer:reveal": posts(FIRM, "referral", truong="phone"),
    "web:employer:referral_act": posts(FIRM, "referral", **_HIRE),
    # -- the director, the ministry, the administrator
    "web:manage:home": Door(OVERVIEW),
    "web:manage:journal": Door(OVERVIEW),
    "web:manage:members": Door(DIRECTOR, answers={"username": "khach", "role": "receptionist"}),
    "web:manage:withdraw": posts(DIRECTOR, "membership"),
    "web:manage:imports": Door(IMPORT),
    "web:manage:upload": Door(IMPORT, answers={"kind": "jobseekers", "source": "tep"}),
    "web:manage:import_run": Door(IMPORT, ("run",)),
    "web:manage:import_columns": Door(IMPORT, ("run",), answers={}),
    "web:manage:apply_import": posts(IMPORT, "run"),
    "web:manage:resume_import": posts(IMPORT, "run"),
    "web:manage:rejected_rows": Door(IMPORT, ("run",)),
}
# A fresh account has the jobseeker's role and no file; only that one registers an employer.
FRESH = {"web:employer:register": Door(PERSON, answers=_FIRM)}
# Anybody may open these; their own tests stand in tests/web/public.
PUBLIC = {
    "web:home",
    "web:search",
    "web:map",
    "web:estimator",
    "web:feed",
    "web:vacancy",
    "web:apply",
    "web:help",
    "web:privacy",
    "web:robots",
    "web:sitemap",
    "web:sitemap_section",
    "web:set_language",
    "web:alive",
    # Whoever holds a signed link; tests/web/employer/test_answering.py.
    "web:employer:answer",
}
# Anybody who is signed in, about themselves.
SIGNED_IN = {"web:after_login", "web:choose_membership"}
# django-allauth guards its own pages: one's own account, sessions and second factor.
ACCOUNT = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reauthenticate",
    "account_email",
    "account_email_verification_sent",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_confirm_login_code",
    "account_confirm_email",
    "account_reset_password_from_key_done",
    "account_reset_password_from_key",
    "account_reset_password_done",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "usersessions_list",
}


def names_of_addresses() -> Iterator[str]:
    """The whole name of each address that the project answers."""
    yield from _walk(get_resolver().url_patterns, "")


def _walk(patterns: Any, space: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner)


def address(name: str, ids: list[Any]) -> str:
    """The address of a door, with these ids."""
    return reverse(name, args=ids)
