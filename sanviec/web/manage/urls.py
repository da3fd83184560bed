from __future__ import annotations

from django.urls import path

from . import columns, files, overview, staff, weights

app_name = "manage"

urlpatterns = [
    path("", overview.home, name="home"),
    path("nhat-ky/", overview.journal, name="journal"),
    path("can-bo/", staff.members, name="members"),
    path("can-bo/<uuid:membership_id>/rut/", staff.withdraw, name="withdraw"),
    path("trong-so/", weights.versions, name="weights"),
    path("trong-so/<uuid:version_id>/", weights.version, name="weights_version"),
    path("trong-so/<uuid:version_id>/ap-dung/", weights.adopt, name="adopt_weights"),
    path("trong-so/<uuid:version_id>/thoi/", weights.retire, name="retire_weights"),
    path("nhap-tep/", files.runs, name="imports"),
    path("nhap-tep/moi/", files.upload, name="upload"),
    path("nhap-tep/<uuid:run_id>/", files.run, name="import_run"),
    path("nhap-tep/<uuid:run_id>/cot/", columns.columns, name="import_columns"),
    path("nhap-tep/<uuid:run_id>/ghi/", files.apply, name="apply_import"),
    path("nhap-tep/<uuid:run_id>/chay-lai/", files.resume, name="resume_import"),
    path("nhap-tep/<uuid:run_id>/dong-sai/", files.rejected, name="rejected_rows"),
]
