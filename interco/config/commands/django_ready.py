"""Loading Django once, when a verb needs it."""


def load_django() -> None:
    """Read the settings and load the applications."""
    import django

    django.setup()
