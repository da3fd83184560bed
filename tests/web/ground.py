"""A centre with one thing of each kind and people of every role."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sanviec.apps.centres.models import Centre, Membership
from sanviec.apps.employers.models import Employer
from sanviec.apps.imports.models import ImportRun
from sanviec.apps.imports.services import FileOptions, start_run
from sanviec.apps.jobseekers.enums import DocumentKind
from sanviec.apps.jobseekers.models import Document, Jobseeker
from sanviec.apps.jobseekers.services import add_document, merge_jobseekers
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.platform.services import Letter, post_message
from sanviec.apps.referrals.models import FollowUp, Referral
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.weights.models import WeightsVersion
from tests.apps.factories import NOW, make_centre, make_employer, make_staff, make_user
from tests.apps.weights.planted import propose
from tests.web.factories import BY_SYSTEM, account_of, make_referral, make_seeker, make_vacancy

NO_ROLE = {Role.ANONYMOUS, Role.SYSTEM}
ROLES = [role for role in Role if role not in NO_ROLE]


@dataclass
class Ground:
    """One centre; what it holds is made when it is first asked for.

    ``person_name``, ``firm_name`` and ``number`` stand in everything that others must not see.
    """

    centre: Centre
    person_name: str = "Lý Văn Khác"
    firm_name: str = "Hợp tác xã Khác"
    number: str = "0977888999"

    @cached_property
    def person(self) -> Jobseeker:
        return self._somebody()

    @cached_property
    def document(self) -> Document:
        """A paper in the person's file; its name is longer than a line and has no space."""
        png = b"\x89PNG\r\n\x1a\n" + b"0" * 40
        facts = {"kind": DocumentKind.CV, "name": "cv" * 80 + ".png", "content": png}
        return add_document(jobseeker=self.person, **facts, **BY_SYSTEM)

    @cached_property
    def twin(self) -> Jobseeker:
        return self._somebody()

    @cached_property
    def candidate(self) -> Jobseeker:
        return self._somebody()

    @cached_property
    def kept(self) -> Jobseeker:
        """Somebody whose second file was merged into the first."""
        kept = self._somebody()
        merge_jobseekers(kept=kept, merged=self._somebody(), reason="cùng người", **BY_SYSTEM)
        return kept

    @cached_property
    def employer(self) -> Employer:
        return make_employer(
            self.centre, name=self.firm_name, phone=self.number, tax_code="0100109106"
        )

    @cached_property
    def vacancy(self) -> Vacancy:
        return make_vacancy(self.employer, openings=5)

    @cached_property
    def other_vacancy(self) -> Vacancy:
        return make_vacancy(self.employer)

    @cached_property
    def referral(self) -> Referral:
        return make_referral(self.person, self.vacancy)

    @cached_property
    def follow_up(self) -> FollowUp:
        started = make_referral(self._somebody(), self.vacancy, until="started")
        return started.follow_ups.get()

    @cached_property
    def message(self) -> OutboxMessage:
        letter = Letter("tin", "x", "Tin kín", recipient=self.account(Role.JOBSEEKER))
        return post_message(letter, now=NOW)[0]

    @cached_property
    def membership(self) -> Membership:
        return Membership.objects.get(user=make_staff(Role.COUNSELLOR, self.centre).user)

    @cached_property
    def run(self) -> ImportRun:
        upload = SimpleUploadedFile("kin.csv", b"a\n1\n")
        return start_run(
            kind="jobseekers",
            upload=upload,
            centre=self.centre,
            options=FileOptions(),
            actor=SYSTEM,
            now=NOW,
        )

    @cached_property
    def weights_version(self) -> WeightsVersion:
        return propose()

    @cached_property
    def accounts(self) -> dict[Role, Any]:
        return {}

    def account(self, role: Role) -> Any:
        """Somebody of this centre in a role; a person and an employer are the ground's own."""
        if role not in self.accounts:
            self.accounts[role] = self._account(role)
        return self.accounts[role]

    def _account(self, role: Role) -> Any:
        if role == Role.JOBSEEKER:
            return account_of(self.person)
        if role == Role.EMPLOYER:
            return account_of(self.employer)
        above = role in {Role.MINISTRY, Role.ADMINISTRATOR}
        return make_staff(role, None if above else self.centre).user

    def _somebody(self) -> Jobseeker:
        return make_seeker(self.centre, full_name=self.person_name, phone=self.number)

    def ids(self, names: tuple[str, ...]) -> list[Any]:
        """The ids of named things."""
        return [getattr(self, name).pk for name in names]


def make_ground() -> Ground:
    """A centre, and an account that has no file yet."""
    make_user("khach")
    return Ground(make_centre(), "Nông Thị Bí Mật", "Công ty Bí Mật", "0911222333")
