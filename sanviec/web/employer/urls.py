from __future__ import annotations

from django.urls import path

from . import account, answering, candidates, posts, results, sessions, training

app_name = "employer"

urlpatterns = [
    path("", account.home, name="home"),
    path("dang-ky/", account.register, name="register"),
    path("thong-tin/", account.profile, name="profile"),
    path("tin/moi/", posts.new, name="new_vacancy"),
    path("tin/<uuid:vacancy_id>/", posts.vacancy, name="vacancy"),
    path("tin/<uuid:vacancy_id>/sua/", posts.edit, name="edit_vacancy"),
    path("tin/<uuid:vacancy_id>/ghi/", posts.act, name="vacancy_act"),
    path("tin/<uuid:vacancy_id>/moi-ung-vien/", candidates.invite, name="invite"),
    path("ho-tro-dao-tao/", training.trainings, name="trainings"),
    path("ho-tro-dao-tao/<uuid:training_id>/rut/", training.withdraw, name="withdraw_training"),
    path("phien/", sessions.sessions, name="sessions"),
    path("phien/<uuid:session_id>/", sessions.request_stand, name="request_stand"),
    path("gian/<uuid:stand_id>/", sessions.stand, name="stand"),
    path("gian/<uuid:stand_id>/lich.pdf", sessions.stand_pdf, name="stand_pdf"),
    path("gian/<uuid:stand_id>/tra-loi/", sessions.stand_answer, name="stand_answer"),
    path("gian/<uuid:stand_id>/vi-tri/", sessions.stand_offer, name="stand_offer"),
    path("ho-so/<uuid:referral_id>/", candidates.referral, name="referral"),
    path("ho-so/<uuid:referral_id>/hien/", candidates.reveal, name="reveal"),
    path("phien/gian/<uuid:stand_id>/ket-qua/", results.stand_results, name="stand_results"),
    path("phien/gian/<uuid:stand_id>/gap-them/", results.walk_up, name="walk_up"),
    path(
        "phien/phong-van/<uuid:interview_id>/ket-qua/",
        results.interview_result,
        name="interview_result",
    ),
    path("tra-loi/<str:token>/", answering.answer, name="answer"),
    path("ho-so/<uuid:referral_id>/tra-loi/", candidates.act, name="referral_act"),
]
