"""Sentences as long and as hard to compress as people's own: drawn from some four hundred words as speech draws them,
with names, and now and then a reference that stands nowhere else."""

from __future__ import annotations

import random
from itertools import accumulate

_NAMES = """
Maria Aisha Bethan Ciaran Dilys Ewan Farida Gwen Hamza Iris Jamal Keira Lachlan Maryam Nia Owen Priya Quinn Rhys Sanna
Tomasz Una Vikram Winnie Xiu Yasmin Zofia Alun Bilal Catrin Dermot
"""
_SURNAMES = """
Johnson Turner Abbott Begum Carver Doyle Evans Fraser Gill Hughes Iqbal Jarvis Kaur Lloyd Mensah Nowak Okoro Patel
Quigley Rees Shah Thomas Underwood Varga Walsh Xu Yilmaz Zielinska Ashworth Brennan Chaudhry Davies
"""
_WORDS = """
the and to a of she he was her with in that it for on they at his had as but their when from this we not about so baby
mum dad mother father feed sleep cry settle hold look smile gaze talk sing play floor arms face voice calm warm gentle
slow quiet tired awake hungry full upset soothed startled still moving turning reaching watching waiting listening
babbling crying feeding sleeping rocking carrying holding naming wondering thinking feeling noticed described said
told asked showed tried found felt seemed became stayed went came left sat stood lay slept woke fed wept laughed spoke
answered paused repeated returned brought took gave kept began stopped agreed planned visit home room kitchen sofa mat
cot pram window garden bus clinic nursery hospital ward birth labour section milk bottle breast latch weight growth
health visitor midwife doctor nurse worker colleague interpreter grandmother grandfather aunt sister brother cousin
friend neighbour partner family parents couple child toddler twins infant first second last next early late before
after again still always often sometimes rarely never today yesterday tomorrow morning afternoon evening night week
month day hour minute monday tuesday wednesday thursday friday better worse same harder easier closer apart together
alone safe unsafe worried anxious low sad angry ashamed guilty proud hopeful relieved lonely numb flat tearful
irritable overwhelmed confident unsure ready willing able goal step rating score scale four five six seven eight
measure questionnaire answers total item review follow session appointment call text letter message video camera film
clip watched back moment rupture repair mismatch attunement attachment bond reflective function mind minded state
memory ghosts nursery past present own childhood trauma loss grief anniversary dream nightmare intrusive thought fear
dread panic sweat heart breath body hands shoulders skin touch distance avoidance withdrawal intrusion interest
delight curiosity pleasure recognition cue signal response timing turn taking pace space pause containment holding
support network group drop in library rhyme song book story toy rattle mirror blanket bath nappy change walk sling
fresh air rest meal housing money benefits damp heating stairs moved temporary safeguarding plan conference core
review concern none raised shared consent agreed declined withdrew recorded discussed supervision letter referrer
summary ending closing handover because although while until since however therefore also already soon maybe perhaps
rather quite very more less most some any each both other another every little much many few enough too than then
there here where who what lighthouse harbour orchard
"""
NAMES = tuple(_NAMES.split())
SURNAMES = tuple(_SURNAMES.split())
_DISTINCT = tuple(dict.fromkeys(_WORDS.split()))
# How often the words of a language occur falls with their rank (Zipf); the first few, as everywhere, most of all.
_WEIGHTS = tuple(accumulate((place + 8) ** -0.9 for place in range(len(_DISTINCT))))


def prose(chance: random.Random, characters: int) -> str:
    """Sentences of at least that many characters in all."""
    sentences: list[str] = []
    length = 0
    while length < characters:
        words = chance.choices(_DISTINCT, cum_weights=_WEIGHTS, k=chance.randint(6, 16))
        if chance.random() < 0.25:
            words[chance.randrange(len(words))] = chance.choice(NAMES)
        if chance.random() < 0.08:
            words[-1] = f"ref{chance.randrange(10**6):06d}"
        sentence = " ".join(words)
        sentences.append(f"{sentence[0].upper()}{sentence[1:]}.")
        length += len(sentence) + 2
    return " ".join(sentences)
