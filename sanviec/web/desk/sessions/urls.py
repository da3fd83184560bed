from __future__ import annotations

from django.urls import path

from . import parts, people, plans, schedule, series, sketch, stands

urlpatterns = [
    path("", plans.sessions, name="sessions"),
    path("moi/", plans.new_session, name="new_session"),
    path("loat/", series.all_series, name="all_series"),
    path("loat/<uuid:series_id>/", series.series, name="series"),
    path("loat/<uuid:series_id>/ghi/", series.series_act, name="series_act"),
    path("loi-moi/", parts.invitations, name="invitations"),
    path("loi-moi/<uuid:part_id>/", parts.own_part, name="own_part"),
    path("gian/<uuid:stand_id>/", stands.stand, name="stand"),
    path("gian/<uuid:stand_id>/lich.pdf", stands.stand_pdf, name="stand_pdf"),
    path("gian/<uuid:stand_id>/sua/", stands.update_stand, name="update_stand"),
    path("gian/<uuid:stand_id>/ghi/", stands.stand_act, name="stand_act"),
    path("gian/<uuid:stand_id>/vi-tri/", stands.stand_offer, name="stand_offer"),
    path("nguoi/<uuid:participant_id>/", people.participant, name="participant"),
    path("nguoi/<uuid:participant_id>/huy/", people.cancel_participant, name="cancel_participant"),
    path("nguoi/<uuid:participant_id>/ve/", people.ticket, name="ticket"),
    path("nguoi/<uuid:participant_id>/ve.pdf", people.ticket_pdf, name="ticket_pdf"),
    path("<uuid:session_id>/", plans.session, name="session"),
    path("<uuid:session_id>/sua/", plans.edit_session, name="edit_session"),
    path("<uuid:session_id>/ghi/", plans.session_act, name="session_act"),
    path("<uuid:session_id>/doi/", plans.move_session, name="move_session"),
    path("<uuid:session_id>/so-do/", sketch.sketch, name="sketch"),
    path("<uuid:session_id>/so-do/doi/", sketch.change_sketch, name="change_sketch"),
    path("<uuid:session_id>/trung-tam/", parts.session_parts, name="session_parts"),
    path("<uuid:session_id>/gian/", stands.session_stands, name="session_stands"),
    path("<uuid:session_id>/gian/moi/", stands.invite, name="invite_firm"),
    path("<uuid:session_id>/gian/truong/", stands.add_exhibitor, name="add_exhibitor"),
    path("<uuid:session_id>/nguoi/", people.session_people, name="session_people"),
    path("<uuid:session_id>/nguoi/moi/", people.register_person, name="register_person"),
    path("<uuid:session_id>/xep-lich/", schedule.session_schedule, name="session_schedule"),
    path("<uuid:session_id>/lich/", schedule.session_timetables, name="session_timetables"),
    path(
        "<uuid:session_id>/lich.pdf",
        schedule.session_timetables_pdf,
        name="session_timetables_pdf",
    ),
]
