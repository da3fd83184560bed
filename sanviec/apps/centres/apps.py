from django.apps import AppConfig


class CentresConfig(AppConfig):
    name = "sanviec.apps.centres"
    label = "centres"
