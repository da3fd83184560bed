"""From a signed decision to what its document says; nothing is worked out again here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from sanviec.apps.accounts.models import User
from sanviec.apps.claims.enums import DecisionKind
from sanviec.apps.claims.models import Claim, ClaimDecision
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.reference.selectors import gazetteer
from sanviec.engines.benefits import load_law
from sanviec.kernel.errors import InputError

from .clauses import ABOUT, RULES, STEPS, Before, clauses_of
from .codes import shown_code
from .grounds import grounds_of
from .wording import Wording

_OWN_DOUBTS = {
    "wage_region": "Vùng lương tối thiểu của nơi làm việc",
    "calendar": "Lịch nghỉ lễ, Tết",
}


@dataclass(frozen=True, slots=True)
class Signing:
    """The signature as the paper shows it."""

    actor: Actor
    at: datetime


def compose(decision: ClaimDecision, *, signing: Signing, code: str) -> Wording:
    """What the document of a decision says, from the decision and the names of today.

    Cost: two queries (the signer, the decision before).
    """
    claim, outcome = decision.claim, decision.outcome
    before = _before(decision)
    signed_on = timezone.localdate(signing.at)
    return Wording(
        authority=_authority(claim),
        centre=claim.centre.name,
        number=decision.number,
        place=_province(claim.centre.province_code)
        .removeprefix("Tỉnh ")
        .removeprefix("Thành phố "),
        signed_on=_long_day(signed_on),
        about=ABOUT[decision.kind],
        grounds=grounds_of(outcome["regime"], _references(decision)),
        clauses=clauses_of(decision, person_facts(claim.jobseeker), before),
        steps=tuple(
            _step(line) for line in outcome["explanation"] if line["key"] in _told(decision)
        ),
        doubts=tuple(dict.fromkeys(_doubt(key, signed_on) for key in outcome["provisional"])),
        copies=("Người có tên tại Điều 1", "Cơ quan bảo hiểm xã hội", "Lưu: hồ sơ " + claim.number),
        signer_title=_signer_title(signing.actor),
        signer=_name_of(signing.actor),
        signed_at=timezone.localtime(signing.at).strftime("%H:%M:%S %d/%m/%Y"),
        person=claim.jobseeker.full_name,
        initials=initials(claim.jobseeker.full_name),
        code=code,
        link=f"{settings.SANVIEC_PUBLIC_URL}/kiem-tra/{shown_code(code)}/",
    )


def _before(decision: ClaimDecision) -> Before | None:
    """The decision to pay that this one changes."""
    if decision.kind in {DecisionKind.GRANT, DecisionKind.REFUSE}:
        return None
    granted = decision.claim.decisions.signed().filter(kind=DecisionKind.GRANT)
    found = granted.order_by("-signed_at").first()
    if found is None or found.signed_at is None:
        return None
    return Before(found.number, timezone.localdate(found.signed_at))


def person_facts(person: Jobseeker) -> tuple[tuple[str, str], ...]:
    """Who it is about, as an official paper names somebody; what is not known is left out."""
    born = f"{person.birth_date:%d/%m/%Y}" if person.birth_date else str(person.birth_year or "")
    home = [person.residence_address, _place(person.residence_code)]
    facts = (
        ("Họ và tên", person.full_name),
        ("Ngày sinh", born),
        ("Số định danh cá nhân", person.identity_no),
        ("Nơi ở hiện tại", ", ".join(part for part in home if part)),
    )
    return tuple((name, value) for name, value in facts if value)


def initials(name: str) -> str:
    """What a stranger may read of a name: "Lý Thị Hạnh" is "L. T. H."."""
    return " ".join(f"{word[0].upper()}." for word in name.split())


def _references(decision: ClaimDecision) -> Iterable[str]:
    """The articles that this kind of decision rests on, each once, as the answer named them."""
    outcome = decision.outcome
    told = [line["article"] for line in outcome["explanation"] if line["key"] in _told(decision)]
    told += [refusal["article"] for refusal in outcome["refusals"]]
    rule = RULES.get(decision.kind)
    if rule is not None:
        told.append(load_law().get(rule, decision.effective_on).reference)
    return dict.fromkeys(told)


def _told(decision: ClaimDecision) -> frozenset[str]:
    replaced = decision.replaces
    if replaced is not None and replaced.kind == DecisionKind.GRANT:
        return STEPS[DecisionKind.GRANT]
    return STEPS[decision.kind]


def _step(line: dict[str, Any]) -> str:
    since = date.fromisoformat(line["in_force"][0])
    return f"{line['text_vi']} ({line['article']}; có hiệu lực từ {since:%d/%m/%Y})"


def _doubt(key: str, on: date) -> str:
    if key in _OWN_DOUBTS:
        return _OWN_DOUBTS[key]
    try:
        return load_law().get(key, on).title_vi
    except InputError:
        return key


def _authority(claim: Claim) -> str:
    named: str = settings.SANVIEC_PARENT_AUTHORITY
    return named.replace("{province}", _province(claim.centre.province_code))


def _province(code: str) -> str:
    try:
        return gazetteer().get(code).full_name
    except InputError:
        return code


def _place(code: str) -> str:
    if not code:
        return ""
    try:
        place = gazetteer().get(code)
        parent = gazetteer().get(place.parent).full_name if place.parent else ""
    except InputError:
        return code
    return f"{place.full_name}, {parent}" if parent else place.full_name


def _signer_title(actor: Actor) -> str:
    is_head = actor.role == Role.DEPARTMENT
    return "GIÁM ĐỐC" if is_head else "TUQ. GIÁM ĐỐC\nNGƯỜI ĐƯỢC ỦY QUYỀN KÝ"


def _name_of(actor: Actor) -> str:
    user = None if actor.user_id is None else User.objects.filter(pk=actor.user_id).first()
    return user.get_full_name() if user else ""


def _long_day(day: date) -> str:
    """As Decree 30/2020 writes a date: a naught before days under 10, January and February."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
