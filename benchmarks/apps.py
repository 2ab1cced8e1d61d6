"""The benchmarks as an application, for their template."""

from django.apps import AppConfig


class BenchmarksConfig(AppConfig):
    """Registers the floor's template."""

    name = "benchmarks"
    label = "benchmarks"
