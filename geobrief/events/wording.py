"""An event's label and actors in the words of the text: what was decided, put into a clause that can be printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from geobrief.events.clauses import ClauseWords, quoted, spoken, told
from geobrief.events.decide import POINTS, Decided
from geobrief.events.finite_verbs import ParsedSentence, Verbs
from geobrief.events.headline import for_one, headline
from geobrief.events.kinds import kinds_that_are
from geobrief.events.labels import (
    Clause,
    agrees,
    before_circumstance,
    clause_of,
    filled,
    is_aside,
    is_break,
    is_filler,
    is_plural,
    is_pronoun,
    joined,
    pronoun,
    shorten,
)
from geobrief.events.options import Wording, worth
from geobrief.events.pronouns import ParsedSentences, antecedent
from geobrief.events.reader import Read, Trigger, kinds
from geobrief.events.trees import Tree
from geobrief.events.word_lists import SAYING, base_form
from geobrief.model import Actor, LabelPart, Resolution
from geobrief.text import listed

_LEAST_LABEL = 3
"""Words of a label; a clause of fewer says nothing, and another telling, or the quote, takes its place."""
_SHORT_LABEL = 5
"""Words of a label so bare that whoever takes part is named behind it."""
_MOST_BETWEEN = 8
"""Words that the grammar may have missed between a subject and what is said of it."""
_ROOM_FOR_PLACE = 14
"""Words of a label behind which a town that another sentence names is not told."""
_SURE_PLACE = 0.4
"""Least chance of a place that a label names though its clause does not."""
_SURE_FAR_PLACE = 0.9
"""The same for a place that only another sentence names: of those between .4 and .9, 24 of 44 were right (newsroom_dev)."""
_MOST_TELLINGS = 4
"""Tellings of an event that its label is sought in, the surest first."""
_MOST_TITLE = 18
"""Words and signs of a title that is a label as it stands."""
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_BE = listed("be")
_MOST_QUOTED = 200
"""Characters of a quoted clause."""
_PREPOSITION = {"scene": "in", "origin": "from", "destination": "to", "actor": "in", "background": "in"}
_AHEAD = frozenset(
    "to will would plan plans planned set expected scheduled due upcoming next may should could can intends intend "
    "vows vow pledges pledge promises".split()
)
_ASKED = frozenset(
    "demand demands demanded urge urges urged call calls called ask asks asked order orders ordered want wants should must "
    "appeal appeals request requests seek seeks plea".split()
)
_DENIED = listed("not", "deny denies denied reject rejects rejected without nor false refuse refuses")
_CLAIMED = frozenset(
    "claim claims claimed alleged allegedly alleges allege accuse accuses accused say says said reportedly purported".split()
)
_SAID_BY_WORDS = {
    "planned": (_AHEAD, "(planned)"),
    "demanded": (_ASKED, "(demanded)"),
    "denied": (_DENIED, "(denied)"),
    "claimed": (_CLAIMED, "(claimed)"),
}
"""Words that say the status in a label already, and what says it otherwise."""


_UNSAID = 1.0
"""What it weighs that a wording leaves open whether the event happened, so that it must be said behind it."""


def label_of(
    event: Decided, trees: ParsedSentences, actors: Sequence[Actor], resolutions: Sequence[Resolution]
) -> tuple[LabelPart, ...]:
    """Return the label of an event in parts."""
    best = _best(event, trees, actors, resolutions)
    if best is None:
        return _quoted(event.triggers[0], trees.read)
    parts = list(best.parts)
    follows = [a for a in actors if _follows(trees.read, best, a)]
    parts += _by_whom(parts, open_to=best.open_to, actors=follows)
    if not is_speech(best):
        parts += _where(parts, event, resolutions, trees.read, best)
    parts += _whether(parts, event)
    return tuple(parts)


def _best(
    event: Decided, trees: ParsedSentences, actors: Sequence[Actor], resolutions: Sequence[Resolution]
) -> Wording | None:
    """The wording that can best be printed, over the event's tellings and the ways to cut each."""
    found: list[tuple[float, int, Wording]] = []
    of_kind = [t for t in event.triggers if kinds()[int(t.kind.argmax())] == event.kind] or event.triggers
    for order, trigger in enumerate(of_kind[:_MOST_TELLINGS]):
        tree = trees.of(trigger.spot.sentence)
        inside = tree.at(trigger.spot.start, trigger.spot.end) if tree else []
        if tree is None or not inside:
            continue
        spans = [(a.start, a.end) for a in actors]
        spans += [(m.start, m.end) for spot in event.places for m in [resolutions[spot.resolution].mention]]
        needed = {i for start, end in spans for i in tree.at(start, end)}
        needed |= {i for i, word in enumerate(tree.words) if word.tag == "NUM"}
        sentence = trees.signs(trigger.spot.sentence, tree)
        if {*inside} & sentence.dashed:
            sentence = ParsedSentence(tree, dashes=False)
        ask = Asked(sentence, inside, needed, trigger, event, actors, order, trees, resolutions)
        for made in (_titled(ask), _by_signs(ask), _by_speech(ask), _by_tree(ask), _as_quoted(ask)):
            if made is not None:
                unsaid = _UNSAID * bool(_whether(made.parts, event))
                found.append((worth(made) - unsaid, -len(found), made))
    return max(found, key=lambda item: item[:2])[2] if found else None


@dataclass(frozen=True, slots=True)
class Asked:
    """One telling that a label is asked of."""

    sentence: ParsedSentence
    inside: Sequence[int]
    """Its words that tell the event."""
    needed: Collection[int]
    """Its words that should stay: who takes part, where, how many."""
    trigger: Trigger
    event: Decided
    actors: Sequence[Actor]
    order: int
    """How many tellings are surer than this one."""
    trees: ParsedSentences
    resolutions: Sequence[Resolution]

    def says(self, shown: Collection[int], *, who: bool) -> float:
        """Return how much some of its words tell."""
        words = {i for i in shown if self.sentence.tags[i] in _CONTENT}
        covered = len({*shown} & {*self.needed}) / len(self.needed) if self.needed else 0.0
        told: float = 0.25 * len({*shown} & {*self.needed}) ** 0.7 + 0.1 * min(len(words), 10)
        stated = self.event.kind == "statement" and any(self.sentence.low[i] in SAYING for i in shown)
        return told + 0.5 * stated + 1.1 * covered + 0.4 * who + self.trigger.event - 0.15 * self.order


def _titled(ask: Asked) -> Wording | None:
    """The title as it was printed, where it tells the event and is short enough."""
    sentence = ask.sentence
    if ask.trigger.spot.passage != "title" or sentence.size > _MOST_TITLE:
        return None
    shown = tuple(range(sentence.size))
    text = joined([_word(sentence.tree, i, {}) for i in shown])
    return Wording(
        sentence,
        shown,
        (LabelPart("rest", _upper(text)),),
        sentence.size,
        False,
        False,
        ask.says(shown, who=True) + 0.9,
    )


def _as_quoted(ask: Asked) -> Wording:
    """The sentence as it stands, or its beginning, which is better than words that need another sentence."""
    sentence, read = ask.sentence, ask.trees.read
    run, goes_on = quoted(sentence, ask.inside)
    start, end = sentence.tree.words[run[0]].start, sentence.tree.words[run[-1]].end
    text = _inner_marks(" ".join(read.article.text[start:end].split())) + (" …" if goes_on else "")
    goes_before = text.count("”") > text.count("“")  # The sentence before opened it.
    part = LabelPart("quote", f"“{_upper(text)}" if goes_before else f"“{_upper(text)}”")
    return Wording(sentence, tuple(run), (part,), 0, False, True, ask.says(run, who=True))


def _inner_marks(text: str) -> str:
    """A sentence as it is quoted: its own quotation marks are single ones, or go where they enclose all of it."""
    if text.count("”") > text.count("“"):
        return text
    for opening, closing in ("“”", '""'):
        if text.startswith(opening) and text.endswith(closing) and text.count(opening) <= 2:  # its own pair
            return text[1:-1]
        if text.startswith(opening) and text.count(closing) == (opening == closing):
            return text[1:]
    return re.sub(r'"(.*?)"', r"‘\1’", text.replace("“", "‘").replace("”", "’"))


def _by_signs(ask: Asked) -> Wording | None:
    """The clause by the signs around it."""
    tree = ask.sentence.tree
    clause = told(ask.sentence, ask.inside, ask.needed)
    if clause is None:
        return None
    replaced = None
    empty = ask.sentence.low[clause.subject[0]] == "it" and _is_empty(ask.sentence, clause.verbs)
    if pronoun(tree, clause.subject) and not empty:
        replaced = _stands_for(ask, clause.subject, clause.verbs.main)
    several = None if replaced is None else _pronoun(tree, clause.subject) == "they"
    changed = _in_headline(ask, clause.subject, clause.verbs.main, clause.rest, several)
    if replaced and not changed and not several:
        changed = for_one(ask.sentence, clause)
    who = replaced or joined([_word(tree, i, {}) for i in clause.subject])
    owner = _meant(ask, clause.subject[0]) if ask.sentence.low[clause.subject[0]] in ("his", "her") else None
    if owner and clause.subject[1:]:
        replaced = who = f"{owner}’s {joined([_word(tree, i, {}) for i in clause.subject[1:]])}"
    said = _with_marks(joined([_word(tree, i, changed) for i in clause.rest]))
    if said[:1] in ("'", "’") and " " in said:  # "It ’s going": they are one word.
        ending, _, said = said.partition(" ")
        who += ending
    shown = (*clause.subject, *clause.rest)
    parts = LabelPart("source", _upper(who)), LabelPart("verb", said)
    if not replaced and ask.sentence.low[clause.subject[-1]] in ("we", "i"):
        return _first_person(ask, shown)
    passive = any(word == "" for word in changed.values()) or tree.words[clause.verbs.first].text.lower() in _BE
    return Wording(
        ask.sentence,
        shown,
        parts,
        clause.verbs.main,
        passive
        and tree.words[clause.verbs.main].tag == "VERB"
        and not tree.words[clause.verbs.main].text.endswith("ing"),
        replaced is not None or empty,
        ask.says(shown, who=True) + 0.3,
    )


def _is_empty(sentence: ParsedSentence, verbs: Verbs) -> bool:
    """Whether "it" before a verb stands for nobody: "it is clear that", "it was agreed to"."""
    main = sentence.low[verbs.main]
    passive = sentence.low[verbs.first] in _BE and base_form(main) in _AGREED
    return sentence.tree.words[verbs.main].tag == "AUX" or passive


_AGREED = frozenset("agree decide report announce expect hope say claim allege believe estimate understand".split())
"""Verbs whose passive behind "it" says what follows, and nothing of a thing."""


def _first_person(ask: Asked, shown: tuple[int, ...]) -> Wording:
    """What somebody says of themselves, in quotation marks."""
    text = joined([_word(ask.sentence.tree, i, {}) for i in shown]).strip('“”"')
    said = ask.says(shown, who=True) + 1.0
    return Wording(ask.sentence, shown, (LabelPart("quote", f"“{_upper(text)}”"),), 0, False, True, said)


def _by_speech(ask: Asked) -> Wording | None:
    """What is said, and by whom, where the words stand before their speaker."""
    tree = ask.sentence.tree
    speech = spoken(ask.sentence, ask.inside)
    if speech is None:
        return None
    replaced = None
    if pronoun(tree, speech.speaker):
        replaced = _stands_for(ask, speech.speaker, None)
        if replaced is None:
            return None  # Nobody prints "He: “…”".
    who = replaced or joined([_word(tree, i, {}) for i in speech.speaker])
    told_words = _unfilled(tree, [*speech.said])
    said = joined([_word(tree, i, {}) for i in told_words])
    if speech.quoted:
        parts = LabelPart("source", f"{_upper(who)}:"), LabelPart("quote", f"“{_upper(said)}”")
    else:
        parts = (
            LabelPart("source", _upper(who)),
            LabelPart("verb", f"{_says(tree, speech.speaker)} {_lower(tree, told_words[0], said)}"),
        )
    shown = tuple(sorted({*speech.speaker, *speech.said}))
    verb = next((v.main for v in ask.sentence.verbs if v.first in speech.said), speech.said[0])
    return Wording(ask.sentence, speech.said, parts, verb, False, True, ask.says(shown, who=True) + 0.1)


def _with_marks(text: str) -> str:
    """A clause with the quotation mark that was cut off."""
    if text.count("“") > text.count("”"):
        return text + "”"
    return text + '"' if text.count('"') % 2 else text


def _says(tree: Tree, speaker: Sequence[int]) -> str:
    return {True: "say", False: "says", None: "said"}[is_plural(tree, speaker)]


def _lower(tree: Tree, first: int, text: str) -> str:
    """A clause behind who says it: its first word small, unless it is a name."""
    return text if tree.words[first].tag == "PROPN" or text[:2].isupper() else text[:1].lower() + text[1:]


def _stands_for(ask: Asked, subject: Sequence[int], verb: int | None) -> str | None:
    """Whom a pronoun means, as far as that is sure: a wrong name is worse than "he".

    Whom the sentences before make their subject goes before whom another telling of the event names; "it" is nobody that
    another telling names, "I" and "we" are left to quotation marks, and "which" means what its own sentence says.
    """
    word = _pronoun(ask.sentence.tree, subject)
    if word in ("i", "we", "you", "who", "which", "that"):
        return None
    meant = _meant(ask, subject[0])
    if meant or word == "it":
        return meant
    places = {item.mention.text for item in ask.resolutions if item.place}
    actors = [actor for actor in ask.actors if actor.name not in places]
    return _named(ask.sentence.tree, verb, actors, word)


def _meant(ask: Asked, at: int) -> str | None:
    """Whom the pronoun at a word of the sentence means, in words."""
    found = antecedent(ask.trees, ask.trigger.spot.sentence, at, ask.resolutions)
    return joined([_word(found[0], i, {}) for i in found[1]]) if found else None


def _in_headline(
    ask: Asked, subject: Sequence[int], verb: int | None, run: Sequence[int], several: bool | None = None
) -> dict[int, str]:
    """Other wording for the verbs of a clause, unless it tells of a time long past, which no headline puts in the present."""
    tree = ask.sentence.tree
    verbs = ask.sentence.verbs_at(verb)
    old = ask.event.status == "past" or any(_is_long_ago(tree.words[i].text, ask) for i in (*subject, *run))
    if verbs is None or old or not {verbs.first, verbs.main} <= {*run}:
        return {}
    return headline(
        ask.sentence,
        ClauseWords(tuple(subject), verbs, tuple(run)),
        plural=is_plural(tree, subject) if several is None else several,
    )


def _is_long_ago(word: str, ask: Asked) -> bool:
    """Whether a word is a year before that of the article."""
    published = ask.trees.read.article.published.end
    return _YEAR.fullmatch(word) is not None and (published is None or int(word) < published.year)


def _by_tree(ask: Asked) -> Wording | None:
    """The clause by the grammar of its sentence."""
    inside, needed = ask.inside, ask.needed
    tree = ask.sentence.tree
    clause = clause_of(tree, inside, needed)
    if not clause.kept:
        return None
    subject = _subject_of(tree, clause)
    replaced = None
    if pronoun(tree, subject):
        verbs = ask.sentence.verbs_at(clause.verb)
        empty = verbs is not None and ask.sentence.low[subject[0]] == "it" and _is_empty(ask.sentence, verbs)
        replaced = None if empty else _stands_for(ask, subject, clause.verb)
        if replaced is None:
            return None
    fronted = [i for i in clause.kept if subject and i < min(subject)]
    own = [i for i in clause.kept if i not in fronted]
    said_before = _said_before(tree, clause.verb, fronted) if fronted else []
    if not own or ({*inside} & {*fronted} and not said_before):
        return None
    who_words = _unfilled(tree, filled(tree, subject, set())) if subject else []
    whole = _said_of(tree, clause, who_words, filled(tree, own, {*inside}), inside)
    run = shorten(tree, whole, inside if {*inside} & {*own} else own[:1], needed) if whole else []
    run = run if who_words else _unfilled(tree, run)
    changed = _in_headline(ask, who_words, clause.verb, run)
    who = replaced or joined([_word(tree, i, changed) for i in who_words])
    rest = joined([_word(tree, i, changed) for i in run])
    if said_before:
        said = _lower(tree, said_before[0], joined([_word(tree, i, {}) for i in said_before]))
        rest = f"{_verb_alone(tree, clause.verb, changed)} {said}"
        run = said_before
    # Of a subject that took in the whole sentence nothing is said.
    if not rest or len(f"{who} {rest}".split()) < _LEAST_LABEL:
        return None
    parts = [LabelPart("source", _upper(who))] if who else []
    parts.append(LabelPart("verb" if clause.verb is not None else "rest", rest if who else _upper(rest)))
    shown = tuple(sorted({*(who_words if who and not replaced else ()), *run}))
    return Wording(
        ask.sentence,
        shown,
        tuple(parts),
        clause.verb,
        clause.verb is None or _is_passive(tree, clause.verb),
        replaced is not None,
        ask.says(shown, who=bool(who)),
    )


def _said_of(
    tree: Tree, clause: Clause, subject: Sequence[int], run: Sequence[int], inside: Sequence[int]
) -> list[int]:
    """What is said of a subject, from the word behind it on; nothing where a sign shows that it is none.

    Between the two only what is set apart may be left out. A noun alone ends before circumstances.
    """
    said = [i for i in run if i not in subject]
    if clause.verb is None:
        first = next((n for n, i in enumerate(said) if i in inside), 0)
        run = list(before_circumstance(tree, said, first))
        jump = next((n for n in range(first + 1, len(run)) if run[n] - run[n - 1] > 1), len(run))
        return run[:jump]  # What stands behind a gap is told of something else.
    gap = list(range(max(subject) + 1, said[0])) if subject and said else []
    if not gap or len(gap) > _MOST_BETWEEN or is_aside(tree, gap):
        return said
    return [] if is_break(tree.words[gap[0]].text) else [*gap, *said]


def _unfilled(tree: Tree, words: list[int]) -> list[int]:
    """Leave out what only joins a sentence to the one before: "Moreover,", "Meanwhile,"."""
    while len(words) > 1 and (is_filler(tree.words[words[0]].text) or tree.words[words[0]].tag == "CCONJ"):
        words = words[1:]
    return words


def _said_before(tree: Tree, verb: int | None, fronted: Sequence[int]) -> list[int]:
    """What is said, where it stands before who says it: "Troops will leave, officials said"; else nothing."""
    if verb is None:
        return []
    for child in tree.children[verb]:
        if tree.words[child].relation in ("ccomp", "parataxis") and child in fronted:
            return shorten(tree, filled(tree, [i for i in tree.below(child) if i in fronted], {child}), [child], set())
    return []


def _verb_alone(tree: Tree, verb: int | None, changed: dict[int, str]) -> str:
    return changed.get(verb, tree.words[verb].text) if verb is not None else ""


def _word(tree: Tree, index: int, changed: dict[int, str]) -> tuple[int, int, str]:
    word = tree.words[index]
    return word.start, word.end, changed.get(index, word.text)


def _named(tree: Tree, verb: int | None, actors: Sequence[Actor], pronoun_of: str) -> str | None:
    """Who a pronoun is that the reader found elsewhere, or in the sentence itself: the doer, in the passive the other side."""
    passive = verb is not None and _is_passive(tree, verb)
    roles = ("target", "participant", "source") if passive else ("source", "participant")
    person = pronoun_of in ("he", "she")
    fitting = [
        actor
        for actor in actors
        if actor.role in roles
        and not is_pronoun(actor.name)
        and not _stands_in(tree, actor)
        and agrees(pronoun_of, actor.name)
        and (not person or _may_be_a_person(actor.name))
    ]
    if person and len({actor.name.split()[-1] for actor in fitting}) > 1:
        return None
    return next((actor.name for role in roles for actor in fitting if actor.role == role), None)


def _may_be_a_person(name: str) -> bool:
    """Whether words may be somebody's name, perhaps behind an office: "convoy" and "Kuwait TV" may not."""
    last = name.rsplit(maxsplit=1)[-1]
    return last[:1].isupper() and not last.isupper()


def _pronoun(tree: Tree, subject: Sequence[int]) -> str:
    return tree.words[subject[0]].text.lower() if subject else ""


def _is_passive(tree: Tree, verb: int) -> bool:
    helped = any(
        tree.words[c].relation == "aux" and tree.words[c].text.lower() in ("was", "were", "been", "is", "are", "be")
        for c in tree.children[verb]
    )
    return helped and not tree.words[verb].text.lower().endswith("ing")


def _subject_of(tree: Tree, clause: Clause) -> list[int]:
    """The words of the subject; one that the grammar cut goes on to the verb ("A fire broke out"), or begins with "at least"."""
    subject = list(clause.subject)
    if subject and clause.verb is not None and all(tree.words[i].tag == "DET" for i in subject):
        return list(range(subject[0], clause.verb)) or subject
    first = subject[0] if subject else 0
    amount = first > 0 and (tree.words[first].tag == "NUM" or tree.words[first].text.lower() in _OF_AMOUNTS)
    while amount and first > 0 and tree.words[first - 1].text.lower() in _OF_AMOUNTS:
        first -= 1
    return [*range(first, subject[0]), *subject] if subject else []


_OF_AMOUNTS = frozenset("at least most more less fewer than nearly almost about around over up to".split())
"""Words before a number that belong to it."""


def _stands_in(tree: Tree, actor: Actor) -> bool:
    return bool(tree.at(actor.start, actor.end)) and tree.words[0].start <= actor.start < tree.words[-1].end


def _quoted(trigger: Trigger, read: Read) -> tuple[LabelPart, ...]:
    sentence = read.article.sentences[trigger.spot.sentence]
    text = " ".join(read.article.text[sentence.start : sentence.end].split())
    if len(text) > _MOST_QUOTED:
        text = text[:_MOST_QUOTED].rpartition(" ")[0] + " …"
    bare = text.strip('“”"')
    return (LabelPart("quote", f"“{bare}”"),)


def _by_whom(parts: Sequence[LabelPart], *, open_to: bool, actors: Sequence[Actor]) -> list[LabelPart]:
    """Who of the sentences that tell it does it, where the clause leaves it open: a noun phrase or a passive without "by"."""
    if not open_to:
        return []
    said = _folded(" ".join(part.text for part in parts))
    roles = (("source", "by"), ("participant", "with"))
    for role, word in roles if len(said.split()) <= _SHORT_LABEL else roles[:1]:
        for actor in actors:
            name = _folded(actor.name)
            if actor.role == role and name and not is_pronoun(actor.name) and name not in said:
                return [LabelPart("rest", f"{word} {actor.name}")]
    return []


def _follows(read: Read, shown: Wording, actor: Actor) -> bool:
    """Whether "by" or "with" and somebody's name stand right behind what is shown of a sentence."""
    end = max(shown.sentence.tree.words[i].end for i in shown.shown)
    between = read.article.text[end : actor.start] if end < actor.start <= end + _LONGEST_BY else ""
    return re.fullmatch(r"\s+(?:by|with)\s+(?:[\w-]+\s+){0,3}", between) is not None


_LONGEST_ABBREVIATION = 4
"""Letters of a place's name that is written in capitals also inside a sentence: "USA", "UAE"."""
_LONGEST_BY = 60
"""Characters of "by" and the words before a name that belong to it."""


def is_speech(shown: Wording) -> bool:
    """Whether a wording is what somebody says, behind which a place would be read as one that they speak of."""
    quoted = any(part.role == "quote" for part in shown.parts)
    return quoted or shown.parts[-1].text.partition(" ")[0] in SAYING


def is_told_there(shown: Wording, start: int, end: int) -> bool:
    """Whether a place that the sentence of a wording names is said of what is shown, and of nothing that is left out.

    "Ma, a researcher in Qingdao, warned of battles": the battles are not in Qingdao.
    """
    tree = shown.sentence.tree
    inside = tree.at(start, end)
    at = tree.top(inside) if inside else -1
    fronted = bool(inside) and 0 < inside[0] <= _FRONTED and tree.words[0].tag == "ADP"
    while at >= 0 and at not in shown.shown:
        word = tree.words[at]
        if (fronted or tree.words[tree.top(inside)].relation == "nsubj") and word.tag == "VERB":
            return bool({*tree.below(at)} & {*shown.shown})
        if word.tag in ("VERB", "AUX") or word.relation in _OF_ANOTHER:
            return False
        at = word.head
    return True


_FRONTED = 2
"""Words before a place that a sentence begins with: it is that of all that the sentence tells."""
_OF_ANOTHER = frozenset({"appos", "acl", "advcl", "parataxis", "ccomp"})
"""Relations of what is said of another word than that which an event hangs on."""


def _where(  # noqa: PLR0911  # one way out for each reason to say nothing
    parts: Sequence[LabelPart], event: Decided, resolutions: Sequence[Resolution], read: Read, shown: Wording
) -> list[LabelPart]:
    """Where it was, if the clause does not say so: as surely as the article says it of this event."""
    if not event.places or event.place_chance < _SURE_PLACE:
        return []
    said = _folded(" ".join(part.text for part in parts))
    telling = [read.article.sentences[n] for n in {t.spot.sentence for t in event.triggers}]
    spot, role = event.places[0], event.places[0].role
    item = resolutions[spot.resolution]
    if item.place is None and not any(s.start <= item.mention.start < s.end for s in telling):
        return []
    if not is_told_there(shown, item.mention.start, item.mention.end):
        return []
    if item.place is None:
        within = getattr(item, "within", None)
        area = f", {within.name}" if within is not None else ""
        text = f"{'' if _folded(item.mention.text) in said else f'{_PREPOSITION[role]} {item.mention.text}{area} '}"
        return [LabelPart("place", f"{text}(position not known)")]
    place = spot.area or item.place
    told = {known.id for at in event.places if (known := at.area or resolutions[at.resolution].place)}
    named = {_folded(place.name)} if spot.area else {_folded(place.name), _folded(item.mention.text)}
    named |= {_folded(other.mention.text) for other in resolutions if other.place and other.place.id in told}
    names = {_folded(other.mention.text) for other in resolutions if other.place and other.mention.form == "name"}
    points = {_folded(other.mention.text) for other in resolutions if other.place and other.place.kind in POINTS}
    if any(f" {name} " in f" {said} " for name in named | points if name):
        return []
    if any(re.search(rf"\b(?:in|to|at|near|into|from|across|on|of) (?:the )?{name}\b", said) for name in names if name):
        return []
    near = any(s.start <= item.mention.start < s.end for s in telling)
    if not near and (
        event.place_chance < _SURE_FAR_PLACE
        or place.kind not in POINTS
        or len(said.split()) > _ROOM_FOR_PLACE
        or event.kind in kinds_that_are("decided")
    ):
        return []
    capitals = len(item.mention.text) > _LONGEST_ABBREVIATION and item.mention.text.isupper()  # as in a dateline
    name = place.name if spot.area or capitals or item.mention.form != "name" else item.mention.text
    return [LabelPart("place", place_behind(said, role, name))]


def place_behind(said: str, role: str, name: str) -> str:
    """Return a place's name as it stands behind a label (in small letters, without signs): "in Niger", or in brackets."""
    if _STANDS_FOR_A_PLACE.search(said) or _ENDS_IN_AN_INFINITIVE.search(said):
        return f"({name})"
    return f"{_PREPOSITION[role]} {_with_article(name)}"


_STANDS_FOR_A_PLACE = re.compile(r"\b(?:the|their|its) (?:\w+ ){0,2}(?:country|nation)\b")
"""What names a country already, though not by its name: no "from Niger" belongs behind "leave the country"."""
_ENDS_IN_AN_INFINITIVE = re.compile(r"\bto \w+$")
"""The end of a label behind which "in Niger" would be read with the last verb: "ordered them to leave"."""


_THE = re.compile(
    r"^(?:United|Democratic|Central African|Czech|Dominican|Netherlands|Philippines|Bahamas|Maldives|Gambia)\b|(?:Islands|Republic|Emirates|Sea|Ocean)$"
)


def _with_article(name: str) -> str:
    """A place's name behind a preposition: "the United States"."""
    return f"the {name}" if _THE.search(name) else name


def _whether(parts: Sequence[LabelPart], event: Decided) -> list[LabelPart]:
    if event.status not in _SAID_BY_WORDS:
        return []
    words, says = _SAID_BY_WORDS[event.status]
    said = set(_folded(" ".join(part.text for part in parts)).split())
    return [] if said & words else [LabelPart("status", says)]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in plain if not unicodedata.combining(c)).lower()).strip()


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
