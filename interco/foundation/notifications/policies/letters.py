"""Who sees the letters: in the demonstration everybody reads them; elsewhere the administrator sees the queue, no content."""

from django.conf import settings

from interco.foundation.core.actor import Actor
from interco.foundation.core.policies import administrators, signed_in
from interco.foundation.core.roles import Role


def readers_of_the_queue(actor: Actor) -> None:
    """The policy of the routes."""
    if settings.DEMO:
        signed_in(actor)
    else:
        administrators(actor)


def sees_the_queue(actor: Actor) -> bool:
    """Whether the page is in the navigation."""
    return actor.is_signed_in if settings.DEMO else actor.has(Role.ADMINISTRATOR)


def reads_content() -> bool:
    """Whether texts, invitations and attachments are shown."""
    return bool(settings.DEMO)
