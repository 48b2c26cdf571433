"""Text → its language, by its commonest words and its script.

Function words make up a third of any running text, so that a few dozen for each language decide a
paragraph. Languages that are not supported further are listed so that they are not taken for one that is.
"""

from __future__ import annotations

import re
from functools import cache

# The first so many characters decide; more would not change the answer.
_SAMPLE = 20_000
# Of the words read, so many must be function words of the language, and so many times as many as of the next.
_FEWEST_HITS = 2
_SMALLEST_SHARE = 0.08
_LEAD = 1.25

_WORD = re.compile(r"[^\W\d_]+")

_FUNCTION_WORDS = {
    "en": "the a of and to in is that for was on with as by at from it be are has have had were this which not or an his her their"
    " they he she but who will said been after its more about would there when what than also no we you",
    "fr": "le la les des du de et à un une en est que qui dans pour sur au aux par pas plus ne se ce cette il elle ils ont été avec son sa ses"
    " mais ou nous vous leur sont selon était après comme être fait",
    "es": "el la los las de del y en un una que es por con para se su sus al lo como más pero no ha fue han este esta según también sobre"
    " entre hasta desde cuando muy ya son era años tras",
    "pt": "o a os as de do da dos das e em um uma que é por com para se seu sua ao no na nos nas não mais mas foi como ou também são pelo pela"
    " até quando muito já à segundo entre após disse",
    "de": "der die das und in den von zu mit dem des ist im für auf ein eine einen nicht sich auch es an als nach bei aus wie er sie hat wurde"
    " werden einer dass wird sind aber noch durch über sei",
    "it": "il lo la i gli le di del della dei delle e in un una che è per con su si non al alla da dal nel nella sono ha come più anche ma ai"
    " stato questo dopo essere secondo",
    "nl": "de het een en van in is dat op te met voor zijn niet aan er om ook als door bij naar uit maar heeft over werd ze hij wordt nog dan"
    " deze geen hebben",
    "sv": "och att det som en på är av för med den till i inte har om ett men var jag från de så kan vi när efter också vid",
    "pl": "w i na z do się nie że jest to o jak po od za przez dla są co przed który oraz tym już był jego została roku",
    "tr": "ve bir bu da de için ile olarak olan çok daha en gibi sonra kadar olduğu ise ancak ne var üzerinde tarafından dedi",
    "id": "yang dan di dari ini untuk dengan pada dalam tidak itu akan ke oleh juga telah ada adalah sebagai mereka karena",
    "ru": "и в на с не что по из за к от о для как это был его также было он они она но при до после была которые были или со который все"
    " об где же уже так году",
    "uk": "і в на з не що за до та від у про для як це був його також було він вони але при після які були або зі який ще року й",
    "bg": "на и в за от се че да с не по са като до при е ще това след който си той бе които",
    "ar": "في من على إلى أن عن التي الذي مع هذا هذه كان قد ما لا بعد بين كما قال وقال أو ذلك كانت خلال منذ إن حيث عام",
    "fa": "در به از که این را با است برای آن یک خود تا کرد بر هم شد بود می گفت",
    "ur": "کے میں کی ہے اور سے کا کو نے پر کہ یہ ہیں اس نہیں کر تھا ایک بھی لیے",
}

# Letters that of the languages above only one has: they tell neighbours apart where function words are few.
_OWN_LETTERS = (
    ("ru", re.compile("[ыэё]")),
    ("uk", re.compile("[іїєґ]")),
    ("ar", re.compile("[ةىإ]")),
    ("fa", re.compile("[پچژگ]")),
)


# Scripts of one language, or of one in nearly all news. Han is Chinese where no kana stands beside it.
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("am", re.compile("[\u1200-\u137f]")),
    ("hy", re.compile("[\u0531-\u058f]")),
    ("ka", re.compile("[\u10d0-\u10ff]")),
)
_OF_A_SCRIPT = 0.2
"""Of the letters so many must be of a script: Japanese mixes three of them, and all news names firms in Latin letters."""


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    words: dict[str, list[str]] = {}
    for language, listed in _FUNCTION_WORDS.items():
        for word in listed.split():
            words.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in words.items()}


def find_language(text: str) -> str | None:
    """Text → ISO 639-1 code of its language, or None where its words do not decide it."""
    languages_of = _languages_of()
    words = [match.group().lower() for match in _WORD.finditer(text, 0, _SAMPLE)]
    hits = dict.fromkeys(_FUNCTION_WORDS, 0)
    for word in words:
        for language in languages_of.get(word, ()):
            hits[language] += 1
        if word.isascii() or word in languages_of:
            continue
        for language, letters in _OWN_LETTERS:
            hits[language] += letters.search(word) is not None
    ranked = sorted(hits.items(), key=lambda item: (-item[1], item[0]))
    (best, most), (_, second) = ranked[0], ranked[1]
    if most < _FEWEST_HITS or most < _SMALLEST_SHARE * len(words) or most < _LEAD * second:
        return _by_script(text)
    return best


def _by_script(text: str) -> str | None:
    """The language of a script that none of the languages with function words is written in."""
    letters = "".join(_WORD.findall(text[:_SAMPLE]))
    return next(
        (language for language, script in _SCRIPTS if len(script.findall(letters)) > _OF_A_SCRIPT * len(letters)), None
    )
