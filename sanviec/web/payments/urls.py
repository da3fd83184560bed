from __future__ import annotations

from django.urls import path

from . import answers, lists, recoveries, rows

app_name = "payments"

urlpatterns = [
    path("chi-tra/", lists.lists, name="lists"),
    path("chi-tra/<uuid:list_id>/", lists.pay_list, name="list"),
    path("chi-tra/<uuid:list_id>/ghi/", lists.act, name="list_act"),
    path("chi-tra/<uuid:list_id>/tep.csv", lists.file, {"kind": "csv"}, name="list_csv"),
    path("chi-tra/<uuid:list_id>/tep.xlsx", lists.file, {"kind": "xlsx"}, name="list_xlsx"),
    path("chi-tra/<uuid:list_id>/ket-qua/", answers.upload, name="answers"),
    path("chi-tra/dong/<uuid:row_id>/ghi/", rows.act, name="row_act"),
    path("chi-tra/ket-qua/<uuid:answer_id>/ghi/", answers.explain, name="explain"),
    path("thu-hoi/", recoveries.listing, name="recoveries"),
    path("thu-hoi/moi/<uuid:claim_id>/", recoveries.new, name="new_recovery"),
    path("thu-hoi/<uuid:recovery_id>/", recoveries.recovery, name="recovery"),
    path("thu-hoi/<uuid:recovery_id>/ghi/", recoveries.act, name="recovery_act"),
]
