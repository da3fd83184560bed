from __future__ import annotations

from django.urls import path

from . import (
    benefit,
    complaining,
    data,
    home,
    moving,
    profile,
    sessions,
    training,
    work,
    working,
)

app_name = "jobseeker"

urlpatterns = [
    path("", home.home, name="home"),
    path("tin-bao/", home.inbox, name="inbox"),
    path("tin-bao/<uuid:message_id>/da-doc/", home.read_message, name="read_message"),
    path("dang-ky/", profile.register, name="register"),
    path("ho-so/", profile.profile, name="profile"),
    path("ho-so/tim-tiep/", profile.change_state, name="state"),
    path("viec/", work.matches, name="matches"),
    path("viec/<uuid:vacancy_id>/", work.why, name="why"),
    path("viec/<uuid:vacancy_id>/ung-tuyen/", work.apply, name="apply"),
    path("gioi-thieu/<uuid:referral_id>/", work.referral, name="referral"),
    path("gioi-thieu/<uuid:referral_id>/tra-loi/", work.answer, name="answer"),
    path("tro-cap/", benefit.listing, name="benefits"),
    path("tro-cap/nop/", benefit.new, name="new_claim"),
    path("tro-cap/<uuid:claim_id>/", benefit.claim, name="claim"),
    path("tro-cap/<uuid:claim_id>/giay-to/", benefit.add_paper, name="claim_paper"),
    path("tro-cap/<uuid:claim_id>/gui/", benefit.file, name="file_claim"),
    path("tro-cap/<uuid:claim_id>/thong-bao/", benefit.notice, name="notice"),
    path("tro-cap/<uuid:claim_id>/co-viec/", working.report_work, name="report_work"),
    path("tro-cap/quyet-dinh/<uuid:decision_id>/", benefit.document, name="decision_document"),
    path("tro-cap/<uuid:claim_id>/khieu-nai/", complaining.complain, name="complain"),
    path(
        "tro-cap/khieu-nai/<uuid:complaint_id>/rut/",
        complaining.withdraw,
        name="withdraw_complaint",
    ),
    path("tro-cap/<uuid:claim_id>/dao-tao/", training.ask, name="ask_training"),
    path("tro-cap/dao-tao/<uuid:training_id>/rut/", training.withdraw, name="withdraw_training"),
    path("tro-cap/<uuid:claim_id>/phieu-hen/", benefit.slip, name="claim_slip"),
    path("tro-cap/<uuid:claim_id>/rut/", benefit.withdraw, name="withdraw_claim"),
    path("tro-cap/tu-choi/<uuid:refusal_id>/", benefit.answer_refusal, name="answer_refusal"),
    path("tro-cap/<uuid:claim_id>/chuyen-noi/", moving.transfer, name="transfer"),
    path(
        "tro-cap/chuyen-noi/<uuid:transfer_id>/rut/",
        moving.withdraw_transfer,
        name="withdraw_transfer",
    ),
    path("phien/", sessions.sessions, name="sessions"),
    path("phien/<uuid:session_id>/", sessions.register_session, name="register_session"),
    path("phien/ve/<uuid:entry_id>/", sessions.session_entry, name="session_entry"),
    path("phien/ve/<uuid:entry_id>/ve.pdf", sessions.ticket_pdf, name="ticket_pdf"),
    path("phien/ve/<uuid:entry_id>/gio/", sessions.session_presence, name="session_presence"),
    path("phien/ve/<uuid:entry_id>/tra-loi/", sessions.session_answer, name="session_answer"),
    path("phien/ve/<uuid:entry_id>/lich.ics", sessions.session_calendar, name="session_calendar"),
    path("du-lieu/", data.my_data, name="data"),
    path("du-lieu/tai-ve/", data.export, name="export"),
    path("du-lieu/dong-y/", data.consent, name="consent"),
]
