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
CLAIMS = frozenset({Role.CLAIMS_OFFICER, Role.APPROVER, Role.DEPARTMENT})
SIGN = frozenset({Role.APPROVER, Role.DEPARTMENT})
SESSION = DESK | {Role.SESSION_MANAGER}
PLAN = frozenset({Role.SESSION_MANAGER, Role.APPROVER, Role.DEPARTMENT})
COMMUNE = frozenset({Role.COMMUNE_OFFICER})
SESSION_DOOR = DESK | {Role.SESSION_MANAGER}
TABLE = SESSION_DOOR | {Role.EMPLOYER}
PERSON = frozenset({Role.JOBSEEKER})
MANAGING = frozenset({Role.SESSION_MANAGER, Role.APPROVER, Role.DEPARTMENT})
ENTERING = frozenset({Role.SESSION_MANAGER, Role.RECEPTIONIST, Role.COUNSELLOR, Role.APPROVER})
FIRM = frozenset({Role.EMPLOYER})
WATCHERS = frozenset({Role.SESSION_MANAGER, Role.DEPARTMENT})
ROOM = PERSON | FIRM | WATCHERS | COUNSEL
# What holds for all centres: any of them sees every version of it.
ABOVE = frozenset({Role.MINISTRY, Role.ADMINISTRATOR})


@dataclass(frozen=True)
class Door:
    """One address behind a role.

    Args:
        ids: names of ``Ground`` whose ids stand in the address; with ids of another centre the
            page is not there, unless ``is_open_to_all`` says that anybody's id does.
        get: what a GET answers to the right person; None when only POST is understood.
        answers: a POST that succeeds, "@name" being the id of a named thing; None when only GET is
            understood.
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
_ADOPT = {"AdoptForm-reason": "Tốt hơn", "AdoptForm-is_read": "on"}
_RETIRE = {"RetireForm-reason": "Không công bằng"}

_CLAIM = {
    "channel": "counter",
    "separated_on": "2026-11-10",
    "separation": "contract_ended",
    "contract": "definite",
    "contract_months": "24",
    "wage_regime": "employer",
    "region": "III",
    "pension": "none",
    "contributions": "07/2023 – 10/2026: 8.000.000",
}
_COURSE = {
    "course": "May công nghiệp",
    "school": "Trường Cao đẳng nghề",
    "first_on": "2026-12-01",
    "last_on": "2027-02-28",
    "cost_vnd": "6.000.000",
    "study_days": "60",
}
_SESSION = {
    "title": "Phiên thứ Năm",
    "kind": "fixed",
    "held_on": "2026-11-26",
    "starts": "08:00",
    "ends": "12:00",
    "venue": "Hội trường",
    "capacity": "200",
    "slot_minutes": "15",
    "objective": "fair",
    "rule_refused_employer": "block",
    "rule_rejected_before": "block",
    "rule_under_way": "warn",
    "rule_other_interview": "block",
    "rule_few_openings": "warn",
}
_SERIES = {
    "title": "Phiên thứ Năm",
    "kind": "fixed",
    "weekday": "3",
    "every_weeks": "1",
    "from_on": "2027-11-01",
    "until_on": "2027-12-01",
    "starts": "08:00",
    "ends": "11:00",
    "capacity": "100",
    "slot_minutes": "15",
}
_MOVE = {"held_on": "2027-12-02", "starts": "08:00", "reason": "Bão"}
_STAND = {"tables": "2", "guests": "2"}
_PRESENCE = {"max_interviews": "2"}
_WALK_IN = {"card_id": "0198c2de-0000-4000-8000-000000000001", "full_name": "Lò Thị Mới"}

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
    "web:desk:merge": Door(COUNSEL, ("person",), answers={"ho_so": "@twin", "ly_do": "cùng người"}),
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
    # -- unemployment insurance
    "web:claims:queue": Door(CLAIMS),
    "web:claims:list": Door(CLAIMS),
    "web:claims:notices": Door(CLAIMS, query={"q": "bi mat"}),
    "web:claims:notice": Door(CLAIMS, ("running_claim",), answers={"employer_1": "May Hòa An"}),
    "web:claims:find": Door(CLAIMS, query={"q": "bi mat"}),
    "web:claims:new": Door(CLAIMS, ("person",), answers=_CLAIM),
    "web:claims:claim": Door(CLAIMS, ("claim",)),
    "web:claims:edit": Door(CLAIMS, ("claim",), answers=_CLAIM),
    "web:claims:act": posts(CLAIMS, "claim", **{"viec": "return", "return-reason": "Thiếu dấu"}),
    "web:claims:flag": posts(CLAIMS, "flag", answer="Đã kiểm tra"),
    "web:claims:transfers": Door(CLAIMS),
    "web:claims:transfer": Door(CLAIMS, ("transfer",)),
    "web:claims:transfer_act": posts(CLAIMS, "transfer", viec="refuse", reason="Đang xét"),
    "web:claims:trainings": Door(CLAIMS),
    "web:claims:training": Door(CLAIMS, ("training",)),
    "web:claims:training_act": posts(CLAIMS, "training", viec="propose"),
    "web:claims:new_training": Door(CLAIMS, ("claim",), answers=_COURSE),
    "web:claims:report": Door(CLAIMS),
    "web:claims:workbook": Door(CLAIMS),
    "web:claims:complaints": Door(CLAIMS),
    "web:claims:new_complaint": Door(
        CLAIMS,
        ("claim",),
        answers={"content": "Chưa trả lời", "filed_on": "2026-11-23", "channel": "post"},
    ),
    "web:claims:complaint": Door(CLAIMS, ("complaint",)),
    "web:claims:complaint_act": posts(CLAIMS, "complaint", viec="accept"),
    "web:claims:answer_complaint": posts(
        SIGN, "accepted_complaint", outcome="rejected", answer="Đã trả lời đúng hạn"
    ),
    "web:claims:paper": posts(CLAIMS, "paper"),
    "web:claims:judge_paper": posts(CLAIMS, "paper", dat="1"),
    "web:claims:judge_refusal": posts(CLAIMS, "refusal", viec="none", reason="Gần nhà"),
    "web:claims:matches": Door(CLAIMS, ("claim",)),
    "web:claims:introduce": posts(CLAIMS, "claim", "other_vacancy"),
    "web:claims:slip": Door(CLAIMS, ("running_claim",)),
    "web:claims:to_sign": Door(SIGN),
    "web:claims:sign_batch": posts(SIGN, quyet_dinh="@decision"),
    "web:claims:documents": Door(CLAIMS),
    "web:claims:document": posts(CLAIMS, "paid_decision"),
    "web:claims:retry_document": posts(CLAIMS, "paid_decision"),
    "web:claims:decision": Door(CLAIMS, ("decision",)),
    "web:claims:decision_act": posts(CLAIMS, "decision", viec="drop", reason="Đã báo"),
    "web:claims:fetch_record": posts(CLAIMS, "claim"),
    "web:claims:record_file": posts(CLAIMS, "claim"),
    "web:claims:send_copy": posts(CLAIMS, "grant"),
    "web:payments:lists": Door(CLAIMS, answers={"month": "2026-11", "due": "@running_claim"}),
    "web:payments:list": Door(CLAIMS, ("pay_list",)),
    "web:payments:list_act": posts(CLAIMS, "pay_list", viec="cancel", reason="Lập nhầm"),
    "web:payments:list_csv": posts(CLAIMS, "pay_list"),
    "web:payments:list_xlsx": posts(CLAIMS, "pay_list"),
    "web:payments:answers": posts(CLAIMS, "sent_list", pay_file="1"),
    "web:payments:row_act": posts(CLAIMS, "pay_row", viec="accepted"),
    "web:payments:explain": posts(CLAIMS, "strange_answer", remedy="Đã báo cơ quan bảo hiểm"),
    "web:payments:recoveries": Door(CLAIMS),
    "web:payments:new_recovery": Door(
        CLAIMS,
        ("paid_claim",),
        answers={"reason": "other", "owed_vnd": "1000", "note": "Tính lại"},
    ),
    "web:payments:recovery": Door(CLAIMS, ("recovery",)),
    "web:payments:recovery_act": posts(CLAIMS, "recovery", viec="propose"),
    "web:desk:register_for_session": posts(DESK, "person", phien="@session"),
    # -- exchange sessions
    "web:desk:sessions": Door(SESSION),
    "web:desk:new_session": Door(PLAN, answers=_SESSION),
    "web:desk:session": Door(SESSION, ("session",)),
    "web:desk:edit_session": Door(PLAN, ("session",), answers=_SESSION),
    "web:desk:session_act": posts(PLAN, "session", viec="cancel", ly_do="Bão"),
    "web:desk:move_session": posts(PLAN, "session", **_MOVE),
    "web:desk:sketch": Door(SESSION, ("sketched_session",)),
    "web:desk:change_sketch": posts(PLAN, "session", bo="1"),
    "web:desk:all_series": Door(PLAN, answers=_SERIES),
    "web:desk:series": Door(PLAN, ("series",)),
    "web:desk:series_act": posts(PLAN, "series", viec="make"),
    "web:desk:invitations": Door(PLAN),
    "web:desk:own_part": Door(PLAN, ("part",), answers={"tra_loi": "nhan"}),
    "web:desk:session_parts": Door(PLAN, ("session",), answers={"trung_tam": "TKHACH"}),
    "web:desk:session_stands": Door(SESSION, ("session",)),
    "web:desk:invite_firm": posts(PLAN, "session", doanh_nghiep="@employer"),
    "web:desk:add_exhibitor": posts(PLAN, "session", name="Trường nghề", kind="school"),
    "web:desk:stand": Door(SESSION, ("stand",)),
    "web:desk:update_stand": posts(PLAN, "stand", **_STAND),
    "web:desk:stand_act": posts(PLAN, "stand", viec="withdraw", ly_do="Bận"),
    "web:desk:stand_offer": posts(PLAN, "stand", bo="@offer_vacancy"),
    "web:desk:session_people": Door(SESSION, ("session",)),
    "web:desk:register_person": posts(SESSION, "session", nguoi="@person"),
    "web:desk:participant": Door(SESSION, ("participant",), answers=_PRESENCE),
    "web:desk:cancel_participant": posts(SESSION, "participant"),
    "web:desk:ticket": Door(SESSION, ("participant",)),
    "web:desk:session_schedule": Door(PLAN, ("session",), answers={"ban": ""}),
    "web:desk:session_timetables": Door(SESSION, ("session",)),
    "web:desk:session_timetables_pdf": Door(SESSION, ("running_session",)),
    "web:desk:stand_pdf": Door(SESSION, ("stand",)),
    "web:desk:ticket_pdf": Door(SESSION, ("participant",)),
    "web:partner:sessions": Door(COMMUNE),
    "web:partner:session": Door(COMMUNE, ("session",)),
    "web:partner:register_person": posts(COMMUNE, "session", **_CARD),
    "web:partner:ticket": Door(COMMUNE, ("commune_entry",)),
    "web:partner:ticket_pdf": Door(COMMUNE, ("commune_entry",)),
    "web:jobseeker:sessions": Door(PERSON),
    "web:jobseeker:register_session": Door(
        PERSON, ("other_session",), answers=_PRESENCE, is_open_to_all=True
    ),
    "web:jobseeker:session_entry": Door(PERSON, ("participant",)),
    "web:jobseeker:ticket_pdf": Door(PERSON, ("participant",)),
    "web:jobseeker:session_presence": posts(PERSON, "participant", **_PRESENCE),
    "web:jobseeker:session_answer": posts(PERSON, "participant", tra_loi="huy"),
    "web:jobseeker:session_calendar": Door(PERSON, ("participant",)),
    "web:employer:trainings": Door(FIRM, answers=_COURSE | {"workers": "20", "has_plan": "1"}),
    "web:employer:withdraw_training": posts(FIRM, "firm_training"),
    "web:employer:sessions": Door(FIRM),
    "web:employer:request_stand": Door(
        FIRM, ("other_session",), answers=_STAND, is_open_to_all=True
    ),
    "web:employer:stand": Door(FIRM, ("stand",), answers=_STAND),
    "web:employer:stand_pdf": Door(FIRM, ("stand",)),
    "web:employer:stand_answer": posts(FIRM, "stand", tra_loi="rut", ly_do="Bận"),
    "web:employer:stand_offer": posts(FIRM, "stand", bo="@offer_vacancy"),
    # -- the day of a session
    "web:day:home": Door(SESSION_DOOR),
    "web:day:door": Door(SESSION_DOOR, ("exchange",), query={"q": "bi mat"}),
    "web:day:check": posts(SESSION_DOOR, "exchange", ve="SV1.sai"),
    "web:day:undo": posts(SESSION_DOOR, "exchange", luot="@scan"),
    "web:day:refusals": Door(SESSION_DOOR, ("exchange",)),
    "web:day:walk_in": Door(SESSION_DOOR, ("exchange",), answers=_WALK_IN),
    "web:day:cards": Door(SESSION_DOOR, ("exchange",)),
    "web:day:card": Door(DESK, ("walk_in",), answers={}),
    "web:day:devices": Door(
        SESSION_DOOR, ("exchange",), answers={"name": "Máy 1", "purpose": "door"}
    ),
    "web:day:revoke": posts(SESSION_DOOR, "exchange", may="@device"),
    "web:day:tables": Door(SESSION_DOOR, ("exchange",)),
    "web:day:stand": Door(TABLE, ("open_stand",)),
    "web:day:call": posts(TABLE, "open_stand", ban="0"),
    "web:day:called": posts(TABLE, "open_stand", cuoc_hen="@open_interview", viec="again"),
    "web:day:walk_up": posts(TABLE, "open_stand", so="1"),
    # -- results of a session
    "web:desk:session_results": Door(MANAGING, ("running_session",)),
    "web:desk:session_results_act": posts(MANAGING, "running_session", viec="finish"),
    "web:desk:session_override": posts(
        MANAGING, "running_session", counter="attended", value="5", reason="Đếm tay"
    ),
    "web:desk:session_report": Door(MANAGING, ("running_session",), query={"dang": "docx"}),
    "web:desk:stand_results": Door(ENTERING, ("running_stand",)),
    "web:desk:walk_up": posts(ENTERING, "running_stand", queue_no="1"),
    "web:desk:interview_result": Door(
        ENTERING, ("running_interview",), answers={"ket_qua": "passed", "viec": ""}
    ),
    # -- the person at home
    "web:jobseeker:benefits": Door(PERSON),
    "web:jobseeker:new_claim": Door(PERSON, answers=_CLAIM),
    "web:jobseeker:claim": Door(PERSON, ("claim",)),
    "web:jobseeker:claim_paper": posts(PERSON, "claim", loai="book"),
    "web:jobseeker:file_claim": posts(PERSON, "draft_claim"),
    "web:jobseeker:decision_document": posts(PERSON, "paid_decision"),
    "web:jobseeker:ask_training": Door(PERSON, ("claim",), answers=_COURSE),
    "web:jobseeker:withdraw_training": posts(PERSON, "training"),
    "web:jobseeker:complain": Door(PERSON, ("claim",), answers={"content": "Chưa trả lời"}),
    "web:jobseeker:withdraw_complaint": posts(PERSON, "complaint"),
    "web:jobseeker:claim_slip": Door(PERSON, ("running_claim",)),
    "web:jobseeker:withdraw_claim": posts(PERSON, "claim"),
    "web:jobseeker:answer_refusal": posts(PERSON, "refusal", answer="Quá xa nhà"),
    "web:jobseeker:transfer": Door(
        PERSON, ("running_claim",), answers={"to_centre": "TDEN", "reason": "Về quê"}
    ),
    "web:jobseeker:withdraw_transfer": posts(PERSON, "transfer"),
    "web:jobseeker:notice": Door(PERSON, ("running_claim",), answers={"employer_1": "May A"}),
    "web:jobseeker:report_work": Door(
        PERSON, ("running_claim",), answers={"employer": "May A", "happened_on": "2026-11-23"}
    ),
    "web:jobseeker:home": Door(PERSON),
    "web:jobseeker:inbox": Door(PERSON | FIRM | PLAN),
    "web:jobseeker:read_message": posts(PERSON | FIRM | PLAN, "message"),
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
    "web:employer:invite": posts(FIRM, "vacancy", ung_vien="@candidate"),
    "web:employer:referral": Door(FIRM, ("referral",)),
    "web:employer:reveal": posts(FIRM, "referral", truong="phone"),
    "web:employer:referral_act": posts(FIRM, "referral", **_HIRE),
    "web:employer:stand_results": Door(FIRM, ("running_stand",)),
    "web:employer:walk_up": posts(FIRM, "running_stand", queue_no="1"),
    "web:employer:interview_result": Door(
        FIRM, ("running_interview",), answers={"ket_qua": "passed", "viec": ""}
    ),
    # -- rooms of online interviews
    "web:room:mine": Door(PERSON | FIRM),
    "web:room:room": Door(ROOM, ("room",), answers={}),
    "web:room:admit": posts(ROOM, "room", trang="6f1d0b5e-8a53-4c0e-9b39-0d3c1f0f6a11"),
    "web:room:session": Door(WATCHERS, ("online_session",)),
    "web:room:tell": posts(WATCHERS, "online_session"),
    "web:room:own_link": Door(
        FIRM, ("room_stand",), answers={"own_link": "https://hop.example.vn/a"}
    ),
    # -- the director, the ministry, the administrator
    "web:manage:home": Door(OVERVIEW),
    "web:manage:journal": Door(OVERVIEW),
    "web:manage:members": Door(DIRECTOR, answers={"username": "khach", "role": "receptionist"}),
    "web:manage:withdraw": posts(DIRECTOR, "membership"),
    "web:manage:weights": Door(ABOVE),
    "web:manage:weights_version": Door(ABOVE, ("weights_version",), is_open_to_all=True),
    "web:manage:adopt_weights": Door(
        ABOVE, ("weights_version",), get=None, answers=_ADOPT, is_open_to_all=True
    ),
    "web:manage:retire_weights": Door(
        ABOVE, ("weights_version",), get=None, answers=_RETIRE, is_open_to_all=True
    ),
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
    "web:sessions",
    "web:session_feed",
    "web:session_atom",
    "web:session_calendar_file",
    "web:session",
    "web:session_sketch",
    "web:session_file",
    # Whoever holds the code on a paper; tests/web/public/test_verifying.py.
    "web:verify_enter",
    "web:verify",
    # Whoever holds the signed address; tests/web/public/test_sessions.py.
    "web:own_calendar",
    "web:help",
    "web:privacy",
    "web:robots",
    "web:sitemap",
    "web:sitemap_section",
    "web:set_language",
    "web:alive",
    # Numbers without names on the hall's screen; tests/web/day/test_hall.py.
    "web:day:hall",
    "web:hall_events",
    # Whoever holds a device's key; tests/web/day/test_device_api.py and test_kiosk.py.
    "web:day:snapshot",
    "web:day:send",
    "web:day:kiosk",
    # The empty shell of the page without network.
    "web:day:offline",
    "web:day:worker",
    "web:day:manifest",
    # Whoever holds a signed link; tests/web/employer/test_answering.py.
    "web:employer:answer",
    # The same for a room: tests/web/room/test_links.py. The test of the camera asks nobody.
    "web:room:link",
    "web:room:link_admit",
    "web:room:test",
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
