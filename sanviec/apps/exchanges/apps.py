from django.apps import AppConfig


class ExchangesConfig(AppConfig):
    name = "sanviec.apps.exchanges"
    label = "exchanges"
