"""The door for a WSGI server."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.config.settings")
Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # looked into, though nothing need be
application = get_wsgi_application()
