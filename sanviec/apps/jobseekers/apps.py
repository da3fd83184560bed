from django.apps import AppConfig


class JobseekersConfig(AppConfig):
    name = "sanviec.apps.jobseekers"
    label = "jobseekers"
