from __future__ import annotations

from django.urls import path

from . import agency, dossier, papers, queue, signing

app_name = "claims"

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("tat-ca/", queue.listing, name="list"),
    path("moi/", queue.find, name="find"),
    path("moi/<uuid:person_id>/", dossier.new, name="new"),
    path("ky/", signing.to_sign, name="to_sign"),
    path("ky/tat-ca/", signing.sign_batch, name="sign_batch"),
    path("van-ban/", papers.documents, name="documents"),
    path("van-ban/<uuid:decision_id>/tai/", papers.document, name="document"),
    path("van-ban/<uuid:decision_id>/lam-lai/", papers.retry, name="retry_document"),
    path("quyet-dinh/<uuid:decision_id>/", signing.decision, name="decision"),
    path("quyet-dinh/<uuid:decision_id>/ghi/", signing.decision_act, name="decision_act"),
    path("<uuid:claim_id>/", dossier.claim, name="claim"),
    path("<uuid:claim_id>/sua/", dossier.edit, name="edit"),
    path("<uuid:claim_id>/ghi/", dossier.act, name="act"),
    path("<uuid:claim_id>/qua-trinh-dong/", agency.fetch, name="fetch_record"),
    path("<uuid:claim_id>/qua-trinh-dong/tep/", agency.upload, name="record_file"),
    path("quyet-dinh/<uuid:decision_id>/gui-ban-sao/", agency.send_copy, name="send_copy"),
    path("dau-hieu/<uuid:flag_id>/", dossier.flag, name="flag"),
]
