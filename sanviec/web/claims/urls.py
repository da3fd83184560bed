from __future__ import annotations

from django.urls import path

from . import (
    complaints,
    dossier,
    matches,
    papers,
    queue,
    refusals,
    report,
    signing,
    training,
    transfers,
)

app_name = "claims"

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("tat-ca/", queue.listing, name="list"),
    path("moi/", queue.find, name="find"),
    path("moi/<uuid:person_id>/", dossier.new, name="new"),
    path("ky/", signing.to_sign, name="to_sign"),
    path("ky/tat-ca/", signing.sign_batch, name="sign_batch"),
    path("quyet-dinh/<uuid:decision_id>/", signing.decision, name="decision"),
    path("quyet-dinh/<uuid:decision_id>/ghi/", signing.decision_act, name="decision_act"),
    path("chuyen-noi/", transfers.transfers, name="transfers"),
    path("chuyen-noi/<uuid:transfer_id>/", transfers.transfer, name="transfer"),
    path("chuyen-noi/<uuid:transfer_id>/ghi/", transfers.transfer_act, name="transfer_act"),
    path("dao-tao/", training.trainings, name="trainings"),
    path("dao-tao/<uuid:training_id>/", training.training, name="training"),
    path("dao-tao/<uuid:training_id>/ghi/", training.training_act, name="training_act"),
    path("<uuid:claim_id>/dao-tao/", training.new, name="new_training"),
    path("bao-cao/", report.report, name="report"),
    path("bao-cao/tai-ve/", report.workbook, name="workbook"),
    path("khieu-nai/", complaints.complaints, name="complaints"),
    path("khieu-nai/<uuid:complaint_id>/", complaints.complaint, name="complaint"),
    path("khieu-nai/<uuid:complaint_id>/ghi/", complaints.complaint_act, name="complaint_act"),
    path("khieu-nai/<uuid:complaint_id>/tra-loi/", complaints.answer, name="answer_complaint"),
    path("<uuid:claim_id>/khieu-nai/", complaints.new, name="new_complaint"),
    path("giay-to/<uuid:paper_id>/", papers.paper, name="paper"),
    path("giay-to/<uuid:paper_id>/xet/", papers.judge_paper, name="judge_paper"),
    path("tu-choi/<uuid:refusal_id>/xet/", refusals.judge_refusal, name="judge_refusal"),
    path("<uuid:claim_id>/viec-hop/", matches.matches, name="matches"),
    path("<uuid:claim_id>/phieu-hen/", papers.slip, name="slip"),
    path("<uuid:claim_id>/", dossier.claim, name="claim"),
    path("<uuid:claim_id>/sua/", dossier.edit, name="edit"),
    path("<uuid:claim_id>/ghi/", dossier.act, name="act"),
    path("dau-hieu/<uuid:flag_id>/", dossier.flag, name="flag"),
]
