from __future__ import annotations

from django.urls import include, path

from . import home, people, referrals, registers, session_results
from .sessions import file

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
    path("viec/", home.tasks, name="tasks"),
    path("nguoi/", people.search, name="people"),
    path("nguoi/moi/", people.register, name="register"),
    path("nguoi/<uuid:person_id>/", people.person, name="person"),
    path("nguoi/<uuid:person_id>/sua/", people.edit, name="edit_person"),
    path("nguoi/<uuid:person_id>/hien/", people.reveal, name="reveal"),
    path("nguoi/<uuid:person_id>/trang-thai/", people.change_state, name="person_state"),
    path("nguoi/<uuid:person_id>/dong-y/", people.consent, name="consent"),
    path("nguoi/<uuid:person_id>/giay-to/", people.add_document, name="add_document"),
    path("giay-to/<uuid:document_id>/mo/", people.open_document, name="open_document"),
    path("nguoi/<uuid:person_id>/gop/", people.merge, name="merge"),
    path("nguoi/<uuid:person_id>/tach/", people.undo_merge, name="undo_merge"),
    path("nguoi/<uuid:person_id>/viec/<uuid:vacancy_id>/", referrals.pair, name="pair"),
    path(
        "nguoi/<uuid:person_id>/viec/<uuid:vacancy_id>/gioi-thieu/",
        referrals.introduce,
        name="introduce",
    ),
    path("nguoi/<uuid:person_id>/phien/", file.register_for_session, name="register_for_session"),
    path("gioi-thieu/", referrals.listing, name="referrals"),
    path("gioi-thieu/<uuid:referral_id>/", referrals.referral, name="referral"),
    path("gioi-thieu/<uuid:referral_id>/ghi/", referrals.act, name="referral_act"),
    path("theo-doi/<uuid:follow_up_id>/", referrals.follow_up, name="follow_up"),
    path("phien/", include("sanviec.web.desk.sessions.urls")),
    path("doanh-nghiep/", registers.employers, name="employers"),
    path("doanh-nghiep/moi/", registers.new_employer, name="new_employer"),
    path("doanh-nghiep/<uuid:employer_id>/", registers.employer, name="employer"),
    path("doanh-nghiep/<uuid:employer_id>/ghi/", registers.employer_act, name="employer_act"),
    path("doanh-nghiep/<uuid:employer_id>/tin-moi/", registers.new_vacancy, name="new_vacancy"),
    path("tin/", registers.vacancies, name="vacancies"),
    path("tin/<uuid:vacancy_id>/", registers.vacancy, name="vacancy"),
    path("tin/<uuid:vacancy_id>/sua/", registers.edit_vacancy, name="edit_vacancy"),
    path("tin/<uuid:vacancy_id>/ghi/", registers.vacancy_act, name="vacancy_act"),
    path(
        "phien/<uuid:session_id>/ket-qua/", session_results.session_results, name="session_results"
    ),
    path(
        "phien/<uuid:session_id>/ket-qua/ghi/",
        session_results.session_results_act,
        name="session_results_act",
    ),
    path("phien/<uuid:session_id>/sua-so/", session_results.override, name="session_override"),
    path("phien/<uuid:session_id>/bao-cao/", session_results.session_report, name="session_report"),
    path(
        "phien/gian/<uuid:stand_id>/ket-qua/", session_results.stand_results, name="stand_results"
    ),
    path("phien/gian/<uuid:stand_id>/gap-them/", session_results.walk_up, name="walk_up"),
    path(
        "phien/phong-van/<uuid:interview_id>/ket-qua/",
        session_results.interview_result,
        name="interview_result",
    ),
]
