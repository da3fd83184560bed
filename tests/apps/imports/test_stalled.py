"""A run whose worker was killed is taken up again, and nothing is written twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from sanviec.apps.imports.models import ImportRun
from sanviec.apps.imports.services import (
    FileOptions,
    Job,
    apply_run,
    bring_in,
    is_stalled,
    resume_run,
    resume_stalled,
    run_apply,
    run_preview,
    start_run,
)
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from tests.apps.factories import NOW, make_centre

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=4)
TABLE = "Mã,Họ và tên,Năm sinh,Công việc mong muốn\n1,Lò Thị A,1998,may\n2,Lò Thị B,1997,may\n"


@pytest.fixture
def applying(settings: Any) -> ImportRun:
    """A run that was asked to be written and whose worker then died after the first rows."""
    centre = make_centre()
    actor = Actor(role=Role.DEPARTMENT, centre_id=centre.pk)
    run = start_run(
        kind="jobseekers",
        upload=SimpleUploadedFile("a.csv", TABLE.encode()),
        centre=centre,
        options=FileOptions(),
        actor=actor,
        now=NOW,
    )
    run_preview(str(run.pk), now=NOW)
    run = apply_run(run=run, actor=actor, now=NOW)
    assert run.file is not None
    half = Path(settings.SANVIEC_HOME) / "half.csv"
    half.write_text("\n".join(TABLE.splitlines()[:2]), encoding="utf-8")
    job = Job("jobseekers", centre, FileOptions(), actor, NOW, name=run.file_name)
    bring_in(half, job=job, is_applied=True)
    # The preview's pulse has faded by the time anybody looks.
    cache.clear()
    return run


@pytest.mark.slow  # the words of columns are loaded for the first file of a process
def test_a_silent_run_is_stalled_and_a_living_one_is_not(applying: ImportRun) -> None:
    assert not is_stalled(applying, NOW + timedelta(minutes=1))
    assert is_stalled(applying, LATER)
    cache.set(f"import-pulse:{applying.pk}", "alive")
    assert not is_stalled(applying, LATER)


@pytest.mark.slow  # the words of columns are loaded for the first file of a process
def test_a_starting_worker_takes_it_up_and_the_rest_is_written(applying: ImportRun) -> None:
    assert resume_stalled(now=LATER) == 1
    run = run_apply(str(applying.pk), now=LATER)
    assert (run.state, run.added, run.unchanged) == ("applied", 1, 1)
    assert Jobseeker.objects.count() == 2
    assert resume_stalled(now=LATER + timedelta(hours=1)) == 0
    assert list(audit.verify()) == []


@pytest.mark.slow  # the words of columns are loaded for the first file of a process
def test_a_run_that_is_worked_on_is_not_doubled(applying: ImportRun) -> None:
    actor = Actor(role=Role.DEPARTMENT, centre_id=applying.centre_id)
    with pytest.raises(InputError, match="worked on"):
        resume_run(run=applying, actor=actor, now=NOW)
