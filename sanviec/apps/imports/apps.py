from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "sanviec.apps.imports"
    label = "imports"
