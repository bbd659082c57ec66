"""How an entry that was set aside is told, on the screen and in a file."""

import json
from collections.abc import Iterable
from datetime import datetime

from pi_desktop.clock import LONDON
from pi_desktop.practice.days import clock_time, short_day_with_year
from pi_desktop.practice.set_aside import Entry


def heading(entry: Entry) -> str:
    """ "Leo & Maria Okafor · attempt to reach the family"."""
    return f"{entry.about} · {entry.what}"


def lines(entry: Entry) -> tuple[str, ...]:
    """What was written, a field a line: "Mobile number: 07700 900 142"."""
    return tuple(f"{each.what[:1].upper()}{each.what[1:]}: {each.words}" for each in entry.written)


def origin(entry: Entry) -> str:
    """Who wrote it and when, and when the server answered."""
    return f"Written by {entry.by}, {moment(entry.at)}; not taken {moment(entry.answered_at)}"


def reason(entry: Entry) -> str:
    return f"The server’s reason: {entry.why or 'none given'}"


def moment(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{short_day_with_year(local.date())}, {clock_time(local.time())}"


def as_text(entries: Iterable[Entry], now: datetime) -> str:
    """A file that anybody can read; under each entry, the line that whoever looks after the server needs."""
    told = ["Entries that the team’s server could not take", f"Copied out {moment(now)}"]
    for entry in entries:
        sent = json.dumps(entry.sent, ensure_ascii=False)
        told += ["", heading(entry), *lines(entry), origin(entry), reason(entry), f"As sent: {sent}"]
    return "\n".join(told) + "\n"
