"""What is wrong in the English catalogue: nothing said, doubtful, other placeholders, French signs."""

import re
from collections.abc import Iterable, Iterator

from babel.messages.catalog import Message

#: %(name)s, %s, %d, %% of Python and {name} of `format`.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
NAMED = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
#: A space before a tall sign, guillemets, no-break spaces, a straight apostrophe between letters.
FRENCH_SIGN = re.compile(r"\s[:;!?»]|[«»\u00a0\u202f]|\d\s%|\w'\w")
EDGE = re.compile(r"^\s*|\s*$")


def mistakes(messages: Iterable[Message]) -> list[str]:
    """A sentence for each mistake of the catalogue."""
    return [
        f"interco/locale/en: “{_short(message)}” {complaint}"
        for message in messages
        if message.id
        for complaint in complaints(message)
    ]


def complaints(message: Message) -> Iterator[str]:
    """What is wrong with the English of one string."""
    sources, texts = _forms(message.id), _forms(message.string or "")
    if len(texts) != len(sources) or not all(text.strip() for text in texts):
        yield "has no English"
        return
    if message.fuzzy:
        yield "is marked fuzzy: read it again, then remove the mark"
    for rank, text in enumerate(texts):
        if not any(_same_placeholders(source, text) for source in {sources[rank], sources[-1]}):
            yield f"has other placeholders in English: “{text}”"
        if EDGE.findall(text) != EDGE.findall(sources[rank]):
            yield f"does not begin or end with the same spaces: “{text}”"
        if sign := FRENCH_SIGN.search(text):
            yield f"has a French sign in English ({sign[0]!r}): “{text}”"


def _same_placeholders(source: str, text: str) -> bool:
    """Named ones may move; the others keep their order."""
    places, other = PLACEHOLDER.findall(source), PLACEHOLDER.findall(text)
    if NAMED.search(source):
        return sorted(places) == sorted(other)
    return places == other


def _forms(text: str | list[str] | tuple[str, ...]) -> list[str]:
    return [text] if isinstance(text, str) else [form or "" for form in text]


def _short(message: Message) -> str:
    text = _forms(message.id)[0].replace("\n", " ")
    return text if len(text) <= 60 else f"{text[:59]}…"
