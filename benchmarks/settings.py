"""The application's own settings, with the floor's addresses beside its own."""

from interco.config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks"]  # noqa: F405
