"""How a family's record is put into words and chips."""

from datetime import date

from pi_desktop.practice.consent_standing import Decided, PurposeStanding
from pi_desktop.practice.days import clock_time, short_day, short_day_with_year, weekday_and_day
from pi_desktop.practice.family_record import Header, Risks
from pi_desktop.practice.field_words import code_words
from pi_desktop.practice.people import PersonShown
from pi_desktop.practice.score_lines import ScoreLine
from pi_desktop.records.family import ContactDetails
from ui.kit.bidi import isolated
from ui.kit.chip import ChipWords
from ui.kit.theme import Tone

_PLANS = {
    "child_protection": "Child protection plan",
    "child_in_need": "Child in need plan",
    "looked_after": "Looked-after child",
    "pre_birth": "Pre-birth plan",
}
_HELD_IN = {"child": "Record held in child’s name", "parent": "Record held in parent’s name"}
_PURPOSES = {
    "service": "To the service",
    "outcome_measures": "Outcome measures",
    "texts": "Text messages",
    "video": "Video recording",
}
DECISIONS = {"given": Tone.OK, "refused": Tone.ACCENT, "withdrawn": Tone.ACCENT}
_VERDICTS = {
    "improved": ("Reliable improvement", Tone.OK),
    "worsened": ("Reliable worsening", Tone.ACCENT),
    "no_reliable_change": ("No reliable change", Tone.PLAIN),
}
_PREFERS = {"text": "text", "call": "call", "letter": "letter", "email": "email"}


def after_name(header: Header) -> str:
    """ "7 months · with Maria (mother) and Daniel (father)"."""
    return " · ".join(filter(None, (header.ages, isolated(header.people))))


def header_chips(header: Header) -> list[ChipWords]:
    """Where the work stands and what whoever opens the record should see first."""
    stage = code_words(header.stage).capitalize()
    session = f" · session {header.session}" if header.stage == "in_therapy" and header.session else ""
    found = [ChipWords(f"{stage}{session}")]
    found += [ChipWords(_PLANS.get(plan, code_words(plan)), Tone.ACCENT) for plan in header.plans]
    if header.whole:
        current = ("Consents current", Tone.OK) if header.consents_current else ("Consents to ask about", Tone.WARN)
        found.append(ChipWords(*current))
    if header.held_in:
        found.append(ChipWords(_HELD_IN.get(header.held_in, header.held_in), Tone.WARN))
    if header.next_at:
        day, at = header.next_at
        found.append(ChipWords(f"Next {weekday_and_day(day)} {clock_time(at)}", Tone.PLAIN))
    return found


def purpose_words(standing: PurposeStanding) -> str:
    """ "Share with health visitor, GP"."""
    if standing.purpose == "sharing":
        agencies = ", ".join(dict.fromkeys(each.agency for each in standing.decided if each.agency))
        return f"Share with {agencies[:1].lower()}{agencies[1:]}" if agencies else "Sharing with others"
    return _PURPOSES.get(standing.purpose, code_words(standing.purpose))


def standing_chip(standing: PurposeStanding) -> ChipWords:
    """What counts; for text messages whose agreement it is, because each is texted or not."""
    foremost = standing.foremost
    if foremost is None:
        return ChipWords("Not asked", Tone.WARN if standing.purpose == "service" else Tone.PLAIN)
    tone = DECISIONS.get(foremost.decision, Tone.PLAIN)
    if standing.purpose == "texts" and foremost.decision == "given":
        return ChipWords(", ".join(each.caregiver for each in standing.decided), tone)
    return ChipWords(foremost.decision.capitalize(), tone)


def standing_detail(standing: PurposeStanding, today: date) -> str:
    """ "6 Oct, Maria, signed"; for text messages who has not been asked."""
    foremost = standing.foremost
    if foremost is None:
        return ""
    if any(each.in_two_places for each in standing.decided):
        return "changed in two places"
    if standing.purpose == "texts" and standing.not_asked:
        return f"{', '.join(map(isolated, standing.not_asked))}: not asked"
    return decided_words(foremost, today)


def decided_words(decided: Decided, today: date) -> str:
    """ "6 Oct, Maria, signed"."""
    means = code_words(decided.means) if decided.means else ""
    return ", ".join(filter(None, (near_day(decided.on, today), isolated(decided.caregiver), means)))


def near_day(day: date, today: date) -> str:
    """A day, with its year where that is not this one."""
    return short_day(day) if day.year == today.year else short_day_with_year(day)


def score_title(line: ScoreLine) -> str:
    """ "PHQ-9 — Maria"."""
    return f"{line.measure} — {isolated(line.person)}" if line.person else line.measure


def score_chips(line: ScoreLine) -> list[ChipWords]:
    """What the last score and the way to it mean."""
    found = []
    if line.change and line.change.verdict in _VERDICTS:
        found.append(ChipWords(*_VERDICTS[line.change.verdict]))
    if line.cutoff:
        side = "At or beyond the cut-off" if line.cutoff.beyond_now else "Below the cut-off"
        if not line.cutoff.higher_is_worse and not line.cutoff.beyond_now:
            side = "Clear of the cut-off"
        found.append(ChipWords(side, Tone.ACCENT if line.cutoff.beyond_now else Tone.OK))
    if line.band:
        found.append(ChipWords(line.band.capitalize(), Tone.PLAIN))
    if line.without_score:
        found.append(ChipWords(f"No score, an answer is missing: {line.without_score}", Tone.WARN))
    return found


def person_line(person: PersonShown) -> str:
    """ "Maria Okafor, mother · text, mornings · English"; never an address."""
    parts = [f"{isolated(person.title)}, {person.role}"]
    contact = person.contact
    if contact:
        parts.append(how_to_reach(contact))
        parts.append(
            f"{contact.language or 'interpreter'}, interpreter" if contact.interpreter else contact.language or ""
        )
        parts += safe_contact(contact)
    if person.caregiver.until_day:
        parts.append(f"until {short_day_with_year(person.caregiver.until_day)}")
    return " · ".join(filter(None, parts))


def how_to_reach(contact: ContactDetails) -> str:
    """ "text, mornings"."""
    when = code_words(contact.when_to_call) if contact.when_to_call else ""
    return ", ".join(filter(None, (_PREFERS.get(contact.prefers or ""), when)))


def safe_contact(contact: ContactDetails) -> list[str]:
    """What must not be done, in words."""
    rules = (
        (contact.may_text, "not to be texted"),
        (contact.may_leave_voicemail, "no voicemail"),
        (contact.may_send_letters, "no letters"),
    )
    return [words for allowed, words in rules if allowed is False] + (
        ["address hidden"] if contact.address_hidden else []
    )


def risk_words(risks: Risks) -> tuple[str, str, str]:
    """ "At referral ", "7", " (2 significant)"."""
    return (f"At {code_words(risks.occasion)} ", str(risks.present), f" ({risks.significant} significant)")
