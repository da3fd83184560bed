from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "sanviec.web"
    label = "web"
