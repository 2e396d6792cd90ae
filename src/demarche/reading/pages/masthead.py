"""The grammar of a page's own lines: bylines, lines of dates, datelines, names of outlets."""

from __future__ import annotations

import re
from typing import NamedTuple

from demarche.reading.pages.datewords import DATE, MONTH, WEEKDAY, PageDate, page_dates
from demarche.reading.pages.furniture import NAME, NAMES

_CAPS_NAME = r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,4}"
_ROLE = (
    r"(?:(?:Staff|Senior|Special|Chief|National|World|Foreign|Diplomatic|Political|Guest|Contributing|Associate|Managing"
    r"|News|Opinions?|Sports|Features|Security|Defen[cs]e|Military|International|Editorial|Assistant|Deputy|White|House"
    r"|Ap|AP|AFP|Reuters|BBC|CNN|Washington|Moscow|Beijing|European|Asia|Europe|Correspondent|and|the|of|in|[A-Z]\w+)"
    r" )*"
    r"(?:Writer|Reporter|Correspondent|Editor|Editor-in-Chief|Columnist|Contributor|Analyst|Bureau|Producer)s?"
)
_TIME = r"(?:\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?|noon|midnight)"
_PUT = r"(?:published|posted|written|updated|submitted|uploaded|reported|story|report|text|words|article|authored)"
_BYLINE = re.compile(
    rf"(?P<put>(?i:{_PUT}) )?(?i:by:?|author:|text by|words:) ?"
    rf"(?P<names>{NAMES}|{_CAPS_NAME}(?: (?:AND|and|&) {_CAPS_NAME})*)"
    rf"(?P<rest>(?: ?[,|·•/–—(-]| in | for | at | with | on ).{{0,120}})?"
)
_ROLE_BYLINE = re.compile(
    rf"(?P<names>{NAME}(?:(?: and|, and|,) {NAME}(?= and|,))*(?: and {NAME})?),? (?:[|–—-] )?"
    rf"\(?{_ROLE}\)?(?:[,|–—-].{{0,80}})?"
)
_ANY_BY = re.compile(r"(?i:(?:published|posted|written|uploaded|submitted) by):? (?P<who>[^.!?]{1,60})")
_LABEL = (
    r"(?:(?:(?:first|originally|last) )?(?:published|posted|updated|modified|created|date|dated|issued|filed|released"
    r"|edited|submitted|uploaded|written|revised|publication|release)(?: (?:on|at|in|date|time))*\.?:? ?)"
)
_DATED = re.compile(rf"(?i:{_LABEL}*(?:{DATE})).{{0,90}}")
_LABELLED = re.compile(rf"(?i:(?P<label>{_LABEL}+))(?=.{{0,40}}\d)")
_OPEN = re.compile(r"(?!.*[.!?…][\"”’')\]]?$)")
_BY_IN_DATED = re.compile(rf"\b[Bb]y:? (?P<names>{NAMES})")
_PERSON = re.compile(NAME)
_JOB = re.compile(
    r"(?i:\b(?:writers?|reporters?|correspondents?|editors?|columnists?|contributors?|producers?|bureau)$)"
)
_NOT_A_NAME = re.compile(rf"(?:{MONTH}|{WEEKDAY}|Christmas|Easter|Ramadan|The|This|That|All|Land|Air|Sea|Force)\b")
_NOBODY = re.compile(r"(?i:admin\w*|webmaster|editor\w*|staff|guest|user\d*|root|anonymous|newsroom|author|desk|team)")
_OUTLET_WORD = (
    r"(?:Times|Post|Herald|Tribune|Gazette|Chronicle|Journal|Observer|Guardian|Independent|Telegraph|Mirror|Mail|Globe"
    r"|Star|Sun|News|Daily|Weekly|Review|Standard|Courier|Examiner|Inquirer|Enquirer|Dispatch|Press|Record|Register"
    r"|Sentinel|Monitor|Bulletin|Star-Bulletin|Advocate|Argus|Echo|Express|Ledger|Messenger|Reporter|Spectator|Campus"
    r"|Collegian|Student|Agency|Broadcasting|Radio|Television|TV|Magazine|Today|World|Blog|Network|Wire|Voice|Crimson"
    r"|Spectrum|Banner|Beacon|Digest|Outlook|Insider|Affairs|Policy|Diplomat|Economist|Politico|Report)"
)
_OUTLET = re.compile(rf"(?:The )?(?:[A-Z][\w’'&.-]* ){{0,5}}{_OUTLET_WORD}(?: (?:of|for|on) (?:the )?[A-Z]\w+)?")
_COPYRIGHT = re.compile(
    r"(?i:(?:copyright ?)?(?:©|\(c\)|copyright) ?(?:\d{4}(?: ?[-–] ?\d{4})?)?,?(?: by)?) "
    r"(?P<who>(?-i:[A-Z])[^.|,;©]{1,60})"
)
_PLACE_CAPS = r"[A-Z][A-Z'’.-]+(?:[ /][A-Z][A-Z'’.-]*){0,4}"
_PLACE = r"[A-Z][\w'’.-]+(?:[ /][A-Z][\w'’.-]+){0,3}"
_AREA = r"(?:, [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}){0,2}"
_AGENCY = r"\((?P<{0}>[A-Z][\w.&’' /-]{{1,40}})\)"
_DASH = r" ?(?:--+|[-–—―]) ?"
_SHORT_DATE = rf"(?:,? (?P<{{0}}>{DATE}))"
# Place in capitals: the dash is enough. Place in title case: an agency or a date must stand beside it.
_DATELINES = (
    rf"{_PLACE_CAPS}{_AREA}{_SHORT_DATE.format('da')}?,?(?: {_AGENCY.format('aa')})?{_DASH}(?=\S)",
    rf"{_PLACE_CAPS}{_AREA}{_SHORT_DATE.format('db')}?(?: {_AGENCY.format('ab')})?: (?=[\"“A-Z])",
    rf"{_PLACE_CAPS}{_AREA}{_SHORT_DATE.format('dc')}\.? /(?P<ac>[A-Z][\w-]{{1,20}})/\.? ?",
    rf"{_PLACE}{_AREA}{_SHORT_DATE.format('dd')}?,? {_AGENCY.format('ad')}{_DASH}(?=\S)",
    rf"{_PLACE}{_AREA}{_SHORT_DATE.format('de')}{_DASH}(?=[\"“A-Z])",
    rf"(?:{_PLACE}{_AREA} )?\((?P<af>CNN|AP|AFP|Reuters|REUTERS|UPI|Xinhua|Bloomberg|CNN Business)\)"
    rf"(?:{_DASH}| )(?=[\"“A-Z])",
)
_DATELINE = re.compile("|".join(f"(?:{form})" for form in _DATELINES))


class Byline(NamedTuple):
    """Who wrote a page, by a line of it; `outlet` where the line names an outlet instead of a person."""

    authors: tuple[str, ...]
    outlet: str | None = None


class Dateline(NamedTuple):
    """The head of a wire report: `MOSCOW, Feb. 7 (AP) — `; `end` counts from the start of the line."""

    end: int
    agency: str | None
    date: PageDate | None


def ends_open(words: str) -> bool:
    """Tell whether a line does not end as a sentence does."""
    return _OPEN.match(words) is not None


def read_byline(words: str) -> Byline | None:
    """
    Return whom a line names as its writer, or None if it is no byline.

    Examples
    --------
    >>> read_byline("By Jane Roe and John Doe, Staff Writers")
    Byline(authors=('Jane Roe', 'John Doe'), outlet=None)
    >>> read_byline("By Friday, the troops had left.") is None
    True
    """
    if len(words) > 200 or (not ends_open(words) and not words.endswith(".")):
        return None
    found = _BYLINE.fullmatch(words) or _ROLE_BYLINE.fullmatch(words)
    if found and ends_open(words) and not _NOT_A_NAME.match(found["names"]):
        return _named(found["names"])
    loose = _ANY_BY.fullmatch(words)
    return _named(loose["who"]) if loose else None


def _named(names: str) -> Byline:
    bare = names.strip(" .,")
    if is_outlet(bare):
        return Byline((), bare)
    people = [one.strip(" .,") for one in re.split(r",(?: and)? | and | AND | & ", bare)]
    kept = [_cased(one) for one in people if _is_person(one)]
    return Byline(tuple(dict.fromkeys(kept)))


def _is_person(words: str) -> bool:
    return " " in words and not _NOBODY.fullmatch(words) and bool(_PERSON.match(words)) and not _JOB.search(words)


def is_nobody(name: str) -> bool:
    """Tell whether the name of a writer is an account's and no person's: admin, editor, staff."""
    return _NOBODY.fullmatch(name.strip()) is not None


def _cased(name: str) -> str:
    return name.title() if name.isupper() else name


def is_outlet(words: str) -> bool:
    """Tell whether a few words look like the name of a newspaper, agency, broadcaster or blog."""
    return _OUTLET.fullmatch(words) is not None


def is_dated_line(words: str) -> bool:
    """Tell whether a line is a date of publication and little else: `Posted on February 12, 2022 by admin`."""
    return _DATED.fullmatch(words) is not None and (ends_open(words) or len(words) < 45)


def date_label(words: str) -> str:
    """Return how a line labels its date: `published`, `updated` or nothing."""
    found = _LABELLED.match(words)
    if not found:
        return ""
    label = found["label"].casefold()
    return "updated" if re.search("updat|modif|revis|edit", label) and "publ" not in label else "published"


def dated_byline(words: str) -> tuple[str, ...]:
    """Return the writers whom a line of dates names beside the date."""
    found = _BY_IN_DATED.search(words)
    return _named(found["names"]).authors if found and not _NOT_A_NAME.match(found["names"]) else ()


def copyright_holder(words: str) -> str | None:
    """Return the outlet that a line of copyright names."""
    found = _COPYRIGHT.search(words)
    who = found["who"].strip() if found else ""
    who = re.sub(r"(?i:\s*(?:all rights reserved|inc\.?|ltd\.?|llc|limited|corp\w*\.?))+$", "", who).strip(" .,-–—|")
    return who if who and len(who) > 2 and not re.match(r"(?i:all rights|terms|privacy)", who) else None


def read_dateline(words: str) -> Dateline | None:
    """
    Return the dateline that a paragraph starts with, or None.

    Examples
    --------
    >>> read_dateline("SEOUL, Aug. 20 (Yonhap) -- North Korea said").agency
    'Yonhap'
    >>> read_dateline("NATO - an alliance of 30 states - met.") is None
    True
    """
    found = _DATELINE.match(words[:160])
    if not found or not found.group().strip():
        return None
    groups = found.groupdict()
    agency = next((groups[key] for key in ("aa", "ab", "ac", "ad", "af") if groups[key]), None)
    written = next((groups[key] for key in ("da", "db", "dc", "dd", "de") if groups[key]), None)
    if not agency and not written and _is_acronym(found.group()):
        return None
    return Dateline(found.end(), agency, next(page_dates(written), None) if written else None)


def _is_acronym(head: str) -> bool:
    """Tell a body's letters (NATO, OSCE) or a label (BREAKING, UPDATE) from a place in capitals."""
    word = head.strip(" -–—―:").casefold()
    return word in _NO_PLACES or sum(map(str.isalpha, word)) <= 3


_NO_PLACES = frozenset({
    "nato", "osce", "asean", "opec", "brics", "iaea", "unsc", "ecowas", "mercosur", "nafta", "aukus", "quad",
    "breaking", "update", "urgent", "exclusive", "opinion", "analysis", "note", "warning", "correction", "question",
    "answer", "q&a", "factbox", "explainer", "interview", "live", "video", "watch", "photos", "read more", "timeline",
    "background", "summary", "conclusion", "introduction", "abstract", "editor's note", "editor’s note",
})  # fmt: skip
