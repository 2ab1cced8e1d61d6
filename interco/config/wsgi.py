"""The WSGI application: every page and form of the house."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interco.config.settings")
pages = get_wsgi_application()

from interco.config.feed_door import with_short_way  # noqa: E402 - Django is set up by the line above

application = with_short_way(pages)
