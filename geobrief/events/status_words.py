"""The words that decide whether an event has happened, for :mod:`geobrief.events.status`, and how far they reach."""

from __future__ import annotations

LOOK_LEFT = 12
"""Words before the trigger in which a governing word is looked for: about the length of a clause in news."""
LOOK_RIGHT = 9
"""Words after a noun in which its predicate is looked for: "the withdrawal of the mission from Mali is to …"."""
HEADLINE = 3
"""Words before a headline's "to": "US to withdraw", "Two ministers to visit"."""
NEGATION_REACH = 5
"""Words between a negation and what it negates: "has not, so far, been attacked"."""

NEGATORS = frozenset(
    "not no never without neither nor n't none nobody nothing isn't aren't wasn't weren't hasn't haven't hadn't don't "
    "doesn't didn't won't wouldn't can't couldn't cannot".split()
)
DENIALS = frozenset("deny refute reject dismiss rebut disavow refuse avert prevent avoid foil thwart unable".split())
INTENTIONS = frozenset("plan plans intention intentions decision wish desire".split())
"""Nouns after "no" that deny what they lead to: "no plans to station soldiers"."""
FALSE = frozenset("false untrue wrong baseless rejected denied dismissed unfounded".split())
NOT_NEGATING = frozenset("only just least longer fewer less doubt sooner more".split())
SUPPOSED = frozenset("fear risk threat danger possibility prospect possible potential fears hypothetical".split())
GENERAL = frozenset(
    "trend pattern history habit practice prospect possibility idea way risk threat danger fear culture cycle series".split()
)
"""Nouns before "of …ing" that speak of such events at large: "a trend of breaking ties"."""
ALWAYS = frozenset("recurring frequent regular sporadic potential possible hypothetical routine".split())
"""Adjectives of events at large: "regular attacks" are no one event."""
USUAL = frozenset("frequent common rare routine likely possible inevitable unlikely".split())
"""Predicates of events at large: "floods are frequent"."""
PUT_OFF = ("postpone", "delay")
"""Triggers that say of an event that it is still to come."""
DECIDED = frozenset("withdrawal deployment election military_exercise release".split())
"""Kinds whose announcement comes before them: "announced the withdrawal of its troops"."""
NOT_YET = frozenset("before until once till".split())
"""Words that open a clause in the present tense of what is still to come: "before the last soldiers leave"."""
IF_WORDS = frozenset("if unless lest".split())
MAY_WORDS = frozenset("could might may can".split())
PURPOSE = frozenset("prevent avoid avert stop deter foil thwart discourage".split())
"""After a bare "to" they speak of what shall not happen: "walls to prevent attacks", "how to avoid a strike"."""
ACHIEVED = frozenset("manage able help try attempt act move fail rush".split())
"""Before such a "to" something was really prevented: "managed to avert an attack"."""
SUCCEEDED = frozenset({"manage", "able"})
"""Those of them that tell of success."""
REPORTS = frozenset("report claim rumour rumor allegation suggestion talk speculation".split())
"""Nouns before "of": what they tell of is denied where they are: "reports of a coup were dismissed"."""
CALLED_OFF = frozenset(
    "cancelled canceled averted foiled thwarted avoided prevented abandoned denied dismissed".split()
)
"""Participles after "was" that say of an event that it did not happen."""
OVER = frozenset("complete completed over finished concluded ended".split())
"""Predicates that say of an event that it has happened: "the withdrawal is complete"."""
COMPLETE = frozenset("complete finish conclude".split())
DISPUTES = frozenset("deny refute reject dismiss rebut disavow".split())
"""Denials in words: they deny what they name, and not the event that it has to do with ("any links with the killing")."""
TELL_OF = (
    REPORTS
    | INTENTIONS
    | frozenset("accusation charge existence use act form kind sort idea attempt plot series".split())
)
"""Nouns before "of", "about", "for" or "to" whose denial is that of the event: "denied reports of an attack"."""
TELLING_PREPOSITIONS = frozenset("of about for to".split())
PARTICLES = frozenset("out up off down".split())
"""Prepositions that are part of a verb: "carried out an attack"."""
OWN_PHRASE = 5
"""Words of a noun's own phrase: "in last week's deadly twin attack"."""
MUST = frozenset({"must", "should"})
CALL_REACH = 4
"""Words between a call and its "for": "called late on Monday for a strike"."""
REMEMBERED = frozenset("anniversary commemorate commemoration memorial remembrance remember".split())
"""Words before an event that make it history."""
STATES = frozenset({"deployment", "base_established"})
"""Kinds of which "are stationed" tells a state that lasts."""
DEMANDS = frozenset("demand urge request petition implore beg ultimatum".split())
DEMANDS_FOR = frozenset("call appeal press plead pressure push lobby campaign".split())
DEMANDS_TO = frozenset(
    "ask order call tell told instruct want press appeal beg urge pressure warn invite lobby force give".split()
)
ORDERED_OUT = ("order", "tell", "ask")
"""Beginnings of triggers that tell of a withdrawal as of an order to go."""
WILL = frozenset("will 'll shall would won't".split())
TO_PLAN = frozenset(
    "plan agree intend expect schedule prepare vow pledge promise threaten decide aim hope due set poised ready about want "
    "offer seek propose vote voted likely is are commit swear mean consider explore discuss mull wish announce effort bid drive plot "
    "willing keen eager campaign struggle".split()
)
ACTS = frozenset("agree vow pledge promise threaten decide offer propose commit swear announce vote voted".split())
"""Those of them that are acts with a day of their own: "agreed on Friday to withdraw"."""
PLANNED = frozenset(
    "plan upcoming forthcoming planned propose proposed schedule scheduled imminent expect expected loom prepare future "
    "coming eventual".split()
)
WEIGHING = frozenset(
    "explore consider discuss mull propose weigh plan study examine envisage contemplate about".split()
)
HISTORY = frozenset(
    "century centuries decades ago colonial historically 1990s 1980s 1970s 1960s 1950s nineties eighties seventies sixties "
    "fifties forties".split()
)
NEW_CLAUSE = frozenset("after since following while because but whereas until before".split())
