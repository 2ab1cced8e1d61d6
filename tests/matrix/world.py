"""The objects the matrix knocks on: one of each state, made from the cast."""

from collections.abc import Callable, Mapping

from interco.config.demo.organisation import Built
from interco.foundation.core import clock
from interco.foundation.core.actor import system_actor
from interco.foundation.notifications.models import OutgoingMessage, OutgoingState
from interco.foundation.notifications.services.outbox import Letter, Recipient, queue
from interco.organisation.models import OrganisationImport
from interco.organisation.services.exchange.apply import apply_import
from interco.organisation.services.exchange.background import ask_to_apply
from interco.organisation.services.exchange.deposit import deposit_paste, plan_of
from tests.cast import NOW

Maker = Callable[[Built], str]
_makers: dict[str, Maker] = {}
_forgetting: list[Callable[[], None]] = []


def thing(name: str) -> Callable[[Maker], Maker]:
    """Declare how an object of the world is made; the maker returns what goes in the address or the body."""

    def register(maker: Maker) -> Maker:
        _makers[name] = maker
        return maker

    return register


def at_each_world(forget: Callable[[], None]) -> None:
    """Call this when a new world begins: what a maker keeps aside belongs to one world."""
    _forgetting.append(forget)


class World:
    """Makes each object once, when first asked for."""

    def __init__(self, cast: Built) -> None:
        self.cast = cast
        self._made: dict[str, str] = {}
        for forget in _forgetting:
            forget()

    def __getitem__(self, name: str) -> str:
        if name not in self._made:
            self._made[name] = _makers[name](self.cast)
        return self._made[name]

    def fill(self, value: str) -> str:
        """A value of a row: `@name` is an object of the world."""
        return self[value[1:]] if value.startswith("@") else value

    def fill_json(self, value: object) -> object:
        """The same inside the lists and the objects of a JSON body."""
        if isinstance(value, Mapping):
            return {name: self.fill_json(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self.fill_json(part) for part in value]
        return self.fill(value) if isinstance(value, str) else value


def known() -> frozenset[str]:
    """Names of all objects that can be made."""
    return frozenset(_makers)


@thing("person")
def _person(cast: Built) -> str:
    return cast.people["rh"].public_id


@thing("account")
def _account(cast: Built) -> str:
    return cast.users["agent_rh"].public_id


@thing("letter")
def _letter(cast: Built) -> str:
    to = Recipient(key="user:x", name="Zoé", address=cast.users["agent_rh"].email)
    message = queue(Letter(kind="test", title="Essai", text="Essai"), to=to, by=system_actor(NOW), reference="1")
    assert message is not None
    OutgoingMessage.objects.filter(pk=message.pk).update(state=OutgoingState.DEAD, calendar="BEGIN:VCALENDAR")
    return message.public_id


@thing("unit")
def _unit(cast: Built) -> str:
    return cast.units["rh"].public_id


@thing("post")
def _post(cast: Built) -> str:
    return cast.posts["rh"].public_id


@thing("unit_of_commune_a")
def _unit_of_commune_a(cast: Built) -> str:
    return cast.units["dgs_schoelcher"].public_id


@thing("post_of_commune_a")
def _post_of_commune_a(cast: Built) -> str:
    return cast.posts["dgs_schoelcher"].public_id


@thing("person_of_commune_a")
def _person_of_commune_a(cast: Built) -> str:
    return cast.people["dgs_schoelcher"].public_id


@thing("assignment")
def _assignment(cast: Built) -> str:
    return cast.people["rh"].assignments.get().public_id


@thing("delegation")
def _delegation(cast: Built) -> str:
    return cast.people["dgs"].signature_delegations.get().public_id


@thing("commune")
def _commune(cast: Built) -> str:
    return cast.communes["97229"].public_id


@thing("body")
def _body(cast: Built) -> str:
    return cast.bodies["codir"].public_id


@thing("prepared_import")
def _prepared_import(_cast: Built) -> str:
    return deposit_paste("Service\nEau", by=system_actor(NOW)).public_id


@thing("import_digest")
def _import_digest(_cast: Built) -> str:
    return plan_of(OrganisationImport.objects.latest("pk")).digest


@thing("import_under_way")
def _import_under_way(_cast: Built) -> str:
    row = deposit_paste("Service\nEau", by=system_actor(clock.now()))
    return ask_to_apply(row, digest=plan_of(row).digest, by=system_actor(clock.now())).public_id


@thing("applied_import")
def _applied_import(_cast: Built) -> str:
    row = deposit_paste("Service\nEau", by=system_actor(clock.now()))
    return apply_import(row, digest=plan_of(row).digest, by=system_actor(clock.now())).public_id


@thing("person_of_commune_b")
def _person_b(cast: Built) -> str:
    return cast.people["dgs_lamentin"].public_id


@thing("unit_of_commune_b")
def _unit_b(cast: Built) -> str:
    return cast.units["dgs_lamentin"].public_id
