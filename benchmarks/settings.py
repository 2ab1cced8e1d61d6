"""The application's own settings, with the floor's addresses beside its own."""

from interco.config.settings import *  # noqa: F403 - the settings measured are those of the application

ROOT_URLCONF = "benchmarks.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks"]  # noqa: F405 - it comes with the line above
FEED_READINGS = 10**9
