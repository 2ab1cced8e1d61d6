"""The three ways of saying no. Each carries a sentence that is shown as it is."""

from collections.abc import Mapping


class Refused(Exception):  # noqa: N818 - a refusal is an answer of the trade, not an error
    """The actor sees the object but may not do this: answered 403, nothing changes."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = str(sentence)


class SignInRequired(Exception):  # noqa: N818 - a refusal is an answer, not an accident
    """Nobody is signed in: answered by the sign-in page (or 401 for a program)."""


class Invalid(Exception):  # noqa: N818 - a refusal is an answer, not an accident
    """What was given cannot be: answered 422 with the form, nothing changes. `fields` maps a field to its sentence."""

    def __init__(self, sentence: str, *, field: str = "", fields: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = str(sentence)
        self.fields: dict[str, str] = dict(fields or ({field: str(sentence)} if field else {}))


class Conflict(Exception):  # noqa: N818 - a refusal is an answer, not an accident
    """Somebody else changed the object first: answered 409 with both texts; nothing typed is lost.

    `version` is the one that stands: what is sent again over it has been compared.
    """

    def __init__(self, sentence: str, *, theirs: Mapping[str, str] | None = None, version: int | None = None) -> None:
        super().__init__(sentence)
        self.version = version
        self.sentence = str(sentence)
        self.theirs: dict[str, str] = dict(theirs or {})
