"""Twenty more ways in which sites build their pages, each with what a reader would take from it.

They were written when the reader stood, so that its first figure on them is that of pages not seen before.
"""

from __future__ import annotations

from collections.abc import Callable

Layout = Callable[[str, list[str]], tuple[str, list[str]]]

_TABLE = (("Province", "Displaced", "Houses lost"), ("Southern", "4,120", "310"), ("Lusaka", "860", "41"))
_LIST = (
    "About 4,900 people have left their homes since the beginning of the month.",
    "Two schools serve as shelters, and a third is being made ready in Choma.",
    "Clean water is the most urgent need, followed by tents and mosquito nets.",
)
_POSTS = (
    "Divers are back on shore, and the operator will speak at noon.",
    "The gate has moved by a hand's breadth, says a witness.",
)
_MORE = (
    (
        "Port strike in Durban enters its third week",
        "Talks between the union and the port broke down again on Sunday night.",
    ),
    ("Cobalt falls to its lowest since 2019", "Mines in Katanga have sent a third of their workers home, unions say."),
    ("Cyclone closes schools in Mozambique", "Thousands of families on the coast are without power for a second day."),
)
_PROMISE = "Support independent reporting: for the price of a coffee a month you read everything, on all your devices, without advertisements."


def _p(paragraphs: list[str], attributes: str = "") -> str:
    return "".join(f"<p{attributes}>{paragraph}</p>" for paragraph in paragraphs)


def _cards(tag: str = "div", name: str = "card") -> str:
    return "".join(
        f"<{tag} class='{name}'><a href='/x'><h3>{head}</h3></a><p>{text}</p></{tag}>" for head, text in _MORE
    )


def _relief_report(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in _TABLE)
    page = (
        "<div class='rw-header'><ul class='rw-nav'><li><a href='/u'>Updates</a></li><li><a href='/c'>Countries</a></li></ul></div>"
        f"<main id='main-content'><article class='rw-article'><header><p class='rw-entity-country'><a href='/z'>Zambia</a></p><h1>{title}</h1>"
        "<dl class='rw-entity-meta'><dt>Format</dt><dd>Situation Report</dd><dt>Source</dt><dd>Valley Relief</dd><dt>Posted</dt><dd>2 Mar 2021</dd></dl></header>"
        f"<div class='rw-article__content'><h2>Highlights</h2><ul>{''.join(f'<li>{item}</li>' for item in _LIST)}</ul>{_p(paragraphs)}"
        f"<table>{rows}</table></div><section class='rw-article__attachments'><h3>Attachments</h3><a href='/r.pdf'>Download Report (PDF | 1.2 MB)</a></section>"
        f"<section class='rw-river'><h2>Related Content</h2>{_cards('article', 'rw-river-article')}</section></article></main>"
        "<footer>About ReliefNet · Terms · Contact</footer>"
    )
    return page, ["Highlights", *_LIST, *paragraphs, *(" ".join(row) for row in _TABLE)]


def _amp(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    page = (
        "<header class='amp-header'><button on='tap:menu.toggle'>Menu</button></header><amp-sidebar id='menu'><ul><li><a href='/'>Home</a></li></ul></amp-sidebar>"
        f"<article class='amp-wp-article'><header class='amp-wp-article-header'><h1 class='amp-wp-title'>{title}</h1><div class='amp-wp-meta'>By Ruth Banda</div></header>"
        f"<div class='amp-wp-article-content'><amp-img src=x></amp-img>{_p(paragraphs[:2])}<amp-ad width=300></amp-ad>{_p(paragraphs[2:])}</div>"
        f"<footer class='amp-wp-article-footer'><div class='amp-wp-meta amp-wp-tax-category'>Categories: Water</div></footer></article><amp-list>{_cards()}</amp-list>"
    )
    return page, paragraphs


def _live_blog(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    posts = "".join(
        f"<article class='live-post' id='p{number}'><time datetime='2021-03-02T1{number}:00'>1{number}:00</time><h2>Update {number}</h2><p>{text}</p></article>"
        for number, text in enumerate([*_POSTS, *paragraphs])
    )
    page = f"<nav><a href='/'>Home</a></nav><main><h1>{title}</h1><div class='liveblog'>{posts}</div></main><footer>Imprint</footer>"
    wanted = [part for number, text in enumerate([*_POSTS, *paragraphs]) for part in (f"Update {number}", text)]
    return page, wanted


def _pull_quotes(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    quote = f"<aside class='pullquote'><blockquote>{paragraphs[0][:60]}</blockquote></aside>"
    page = f"<nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{_p(paragraphs[:1])}{quote}{_p(paragraphs[1:])}</article>"
    return page, paragraphs


def _paywall(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    page = (
        f"<header><a href='/'>The Valley Courier</a></header><article><h1>{title}</h1><div class='article-teaser'>{_p(paragraphs[:2])}</div>"
        f"<div class='paywall-overlay'><h2>Read on</h2><p>{_PROMISE}</p><p>Already a subscriber? Log in here to go on reading this story.</p></div></article>"
        f"<section class='teasers'>{_cards()}</section>"
    )
    return page, paragraphs[:2]


def _cards_without_names(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    page = (
        f"<div><div><h1>{title}</h1>{_p(paragraphs)}</div><div><h2>More stories</h2>{_cards('div', 'x1y2')}</div></div>"
    )
    return page, paragraphs


def _hashed_classes(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    body = "".join(f"<div class='css-1a2b3c'><p class='css-9z8y'>{paragraph}</p></div>" for paragraph in paragraphs)
    page = (
        f"<div id='root'><div class='css-h0'><a href='/'>News</a></div><div class='css-m1'><h1 class='css-t2'>{title}</h1>{body}</div>"
        f"<div class='css-k4'>{_cards('div', 'css-77')}</div><div class='css-f5'>© The Valley Courier</div></div>"
    )
    return page, paragraphs


def _divs_as_paragraphs(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    body = "".join(f"<div>{paragraph}</div><div><br></div>" for paragraph in paragraphs)
    page = f"<div class='post hentry'><h3 class='post-title'>{title}</h3><div class='post-body'>{body}</div><div class='post-footer'>Posted by Ruth at 10:00</div></div><div class='sidebar'>{_cards()}</div>"
    return page, paragraphs


def _gallery(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    slides = "".join(
        f"<li class='slide'><img src=x><p class='caption'>The wall of the dam, seen from bank {number}. Photo: R. Banda</p></li>"
        for number in range(8)
    )
    page = (
        f"<article><h1>{title}</h1>{_p(paragraphs[:1])}<ul class='gallery'>{slides}</ul>{_p(paragraphs[1:])}</article>"
    )
    return page, paragraphs


def _interview(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    lines = [line for paragraph in paragraphs for line in ("<strong>Why does it matter?</strong>", paragraph)]
    page = f"<main><h1>{title}</h1>{_p(lines)}</main><aside>{_cards()}</aside>"
    return page, [part for paragraph in paragraphs for part in ("Why does it matter?", paragraph)]


def _inline_links(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    linked = [
        f"<a href='/topic'>{paragraph[: len(paragraph) // 2]}</a>{paragraph[len(paragraph) // 2 :]}"
        for paragraph in paragraphs
    ]
    page = f"<nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{_p(linked)}</article>"
    return page, paragraphs


def _two_articles(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    page = f"<main><article><h1>{title}</h1>{_p(paragraphs)}</article><article><h1>{_MORE[0][0]}</h1><p>{_MORE[0][1]}</p></article></main>"
    return page, paragraphs


def _press_release(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    page = (
        f"<div class='breadcrumb'><a href='/'>Ministry</a> &gt; <a href='/p'>Press</a></div><div class='field-title'>{title}</div>"
        f"<div class='field field-name-body'><div class='field-items'><div class='field-item even'>{_p(paragraphs)}</div></div></div>"
        "<div class='region-sidebar'><h2>Contact</h2><p>Press office, Independence Avenue 1, Lusaka. Open from nine to five.</p></div>"
    )
    return page, paragraphs


def _text_in_sections(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    parts = "".join(
        f"<section class='block'><h2>Part {number}</h2>{_p([text])}</section>"
        for number, text in enumerate(paragraphs, 1)
    )
    page = f"<header><nav><a href='/'>Home</a></nav></header><main><h1>{title}</h1>{parts}</main><footer>{_p([_PROMISE])}</footer>"
    return page, [part for number, text in enumerate(paragraphs, 1) for part in (f"Part {number}", text)]


def _advertisements_between(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    advert = "<div class='ad-slot'><span>Advertisement</span><p>Fly to the Falls from 199 dollars, this week only, all taxes included.</p></div>"
    page = f"<article><h1>{title}</h1>{advert.join(_p([paragraph]) for paragraph in paragraphs)}</article>"
    return page, paragraphs


def _mail_shaped(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    rows = "".join(f"<tr><td style='padding:8px'>{paragraph}</td></tr>" for paragraph in paragraphs)
    page = (
        f"<table width=600><tr><td><a href='/v'>View in browser</a></td></tr><tr><td><h1>{title}</h1></td></tr>{rows}"
        "<tr><td><a href='/u'>Unsubscribe</a> · The Valley Courier, Lusaka Road 7</td></tr></table>"
    )
    return page, paragraphs


def _old_frame(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    page = f"<center><font size=5><b>{title}</b></font></center><hr><font face=Arial>{'<p>'.join(paragraphs)}</font><hr><a href='index.htm'>Back</a>"
    return page, paragraphs


def _teasers_before(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    page = f"<div class='top-stories'>{_cards()}</div><div class='content-main'><h1>{title}</h1><div class='text'>{_p(paragraphs)}</div></div>"
    return page, paragraphs


def _consent_dialog(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    words = "We value your privacy. Our 712 partners and we store and read cookies, and process your data, to show you what you may like."
    page = (
        f"<main><article><h1>{title}</h1>{_p(paragraphs)}</article></main><div id='onetrust-consent-sdk' role='dialog'>"
        f"{_p([words] * 6)}<button>Accept</button></div>"
    )
    return page, paragraphs


def _fact_box(title: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    page = (
        f"<article><h1>{title}</h1><p class='standfirst'><b>{_LIST[0]}</b></p>{_p(paragraphs)}</article>"
        f"<div class='share-tools'><a href='/f'>Share</a><a href='/m'>Mail</a></div><div class='author-bio'><p>Ruth Banda has reported on water since 2009, and lives near the lake.</p></div>"
    )
    return page, [_LIST[0], *paragraphs]


LAYOUTS: dict[str, Layout] = {
    "report of a relief organisation": _relief_report,
    "AMP": _amp,
    "live blog": _live_blog,
    "pull quotes": _pull_quotes,
    "paywall": _paywall,
    "cards whose classes say nothing": _cards_without_names,
    "hashed classes": _hashed_classes,
    "divisions as paragraphs": _divs_as_paragraphs,
    "gallery": _gallery,
    "interview": _interview,
    "paragraphs that are half a link": _inline_links,
    "two articles": _two_articles,
    "press release": _press_release,
    "text in sections": _text_in_sections,
    "advertisements between paragraphs": _advertisements_between,
    "newsletter": _mail_shaped,
    "page of 1998": _old_frame,
    "teasers before the story": _teasers_before,
    "consent dialog": _consent_dialog,
    "lead in bold and an author's note": _fact_box,
}
