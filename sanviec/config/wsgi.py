"""WSGI entry of the web server (gunicorn with sync workers)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanviec.config.settings.prod")

application = get_wsgi_application()
