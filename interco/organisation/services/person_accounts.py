"""Who an account is: the person of the organisation who has its address, from the day the account is opened.

The rights of an account are those of the posts its person holds. The link is made at the opening, by the address to
which the invitation goes, or later by the gesture of an administrator when the person arrived after their account; an
address that several people share links nobody.
"""

from interco.foundation.accounts.models import User
from interco.foundation.audit.services import journal
from interco.foundation.core.actor import Actor
from interco.organisation.models import Person


def give_account(user: User, by: Actor) -> bool:
    """Give an account to the one person present who has its address; False when there is none, more, or it has somebody."""
    if Person.objects.filter(user=user).exists():
        return False
    found = list(Person.objects.select_for_update().effective_on(by.today).filter(email__iexact=user.email)[:2])
    if len(found) != 1 or found[0].user_id is not None:
        return False
    person = found[0]
    person.user = user
    person.version += 1
    person.save(update_fields=["user", "version"])
    journal.record("person.account_given", by=by, subject=person, facts={"account": user.public_id})
    return True
