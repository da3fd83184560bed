from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "sanviec.apps.payments"
    label = "payments"
