"""The answer of a guest, read from the calendar part of a mail (iTIP REPLY), and whether it is theirs.

A mail's sender is only a claim, and so is the ATTENDEE of its calendar: an answer is believed when both are the address
of the same guest, when the event knows that guest, and when it answers the invitation they last answered or a later
one. A REPLY has one attendee, one UID, and an answer of the three there are; anything else is `BadCalendar`.

Worked example. From: zoe@ailleurs.example, `ATTENDEE;PARTSTAT=ACCEPTED:mailto:Zoe@ailleurs.example`, `UID:…`,
`SEQUENCE:2` gives `Reply(uid, "zoe@ailleurs.example", "accepted", 2, "")`.
"""

import re
from dataclasses import dataclass

from interco.scheduling.rules.ical_reading import BadCalendar, Component, calendar_of
from interco.scheduling.rules.itip import clean, is_address

ANSWERS = {"ACCEPTED": "accepted", "TENTATIVE": "tentative", "DECLINED": "declined"}
_SEQUENCE = re.compile(r"[0-9]{1,9}")
_LONGEST_UID = 255
_LONGEST_COMMENT = 500


class NotAReply(BadCalendar):
    """A calendar that reads well and answers nothing: an invitation from outside, an export."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a guest answered. `day` is the RECURRENCE-ID as written, in `day_zone` if it tells one, when it is about one
    day of a series only."""

    uid: str
    address: str
    answer: str
    sequence: int
    comment: str = ""
    day: str = ""
    day_zone: str = ""


def reply_of(content: bytes) -> Reply:
    """The answer in a calendar, `NotAReply`, or `BadCalendar`."""
    calendar = calendar_of(content)
    if calendar.first("METHOD").strip().upper() != "REPLY":
        raise NotAReply("not a reply")
    events = calendar.within("VEVENT")
    if not events:
        raise BadCalendar("no event")
    whole = next((one for one in events if not one.first("RECURRENCE-ID")), events[0])
    if len({one.first("UID") for one in events}) != 1:
        raise BadCalendar("several events")
    return _answer(whole)


def _answer(event: Component) -> Reply:
    uid = event.first("UID").strip()
    attendees = event.all("ATTENDEE")
    if not uid or len(uid) > _LONGEST_UID or len(attendees) != 1:
        raise BadCalendar("no attendee, or several")
    scheme, _sep, address = attendees[0].value.strip().partition(":")
    answer = ANSWERS.get(attendees[0].parameters.get("PARTSTAT", "").upper(), "")
    sequence = event.first("SEQUENCE").strip() or "0"
    if scheme.lower() != "mailto" or not is_address(address) or not answer or not _SEQUENCE.fullmatch(sequence):
        raise BadCalendar("no answer")
    named = next((one.parameters.get("TZID", "") for one in event.all("RECURRENCE-ID")), "")
    return Reply(
        uid=uid, address=address.lower(), answer=answer, sequence=int(sequence),
        comment=clean(event.first("COMMENT"), _LONGEST_COMMENT), day=event.first("RECURRENCE-ID").strip()[:40], day_zone=named,
    )  # fmt: skip
