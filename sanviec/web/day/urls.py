from __future__ import annotations

from django.urls import path

from . import device_api, devices, door, hall, kiosk, offline, tables, walk_in

app_name = "day"

urlpatterns = [
    path("", door.home, name="home"),
    path("<uuid:session_id>/", door.door, name="door"),
    path("<uuid:session_id>/quet/", door.check, name="check"),
    path("<uuid:session_id>/rut-lai/", door.undo, name="undo"),
    path("<uuid:session_id>/khong-cho-vao/", door.refusals, name="refusals"),
    path("<uuid:session_id>/phieu/", walk_in.walk_in, name="walk_in"),
    path("<uuid:session_id>/phieu-cho/", walk_in.cards, name="cards"),
    path("phieu/<uuid:participant_id>/", walk_in.card, name="card"),
    path("<uuid:session_id>/may/", devices.devices, name="devices"),
    path("<uuid:session_id>/may/thu-hoi/", devices.revoke, name="revoke"),
    path("<uuid:session_id>/ban/", tables.tables, name="tables"),
    path("gian/<uuid:stand_id>/", tables.stand, name="stand"),
    path("gian/<uuid:stand_id>/goi/", tables.call, name="call"),
    path("gian/<uuid:stand_id>/dang-goi/", tables.called, name="called"),
    path("gian/<uuid:stand_id>/gap-them/", tables.walk_up, name="walk_up"),
    path("<uuid:session_id>/man-hinh/", hall.hall, name="hall"),
    path("tu-phuc-vu/", kiosk.kiosk, name="kiosk"),
    path("may/", offline.offline, name="offline"),
    path("may/worker.js", offline.worker, name="worker"),
    path("may/manifest.webmanifest", offline.manifest, name="manifest"),
    path("may/anh-chup/", device_api.snapshot, name="snapshot"),
    path("may/gui/", device_api.send, name="send"),
]
