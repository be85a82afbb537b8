"""The door for the WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hetang.wiring.settings")
application = get_wsgi_application()

from hetang.web.warming import start_warming  # noqa: E402 - reads tables, which are there only now
from hetang.wiring.working import start_working  # noqa: E402

start_warming()
start_working()
