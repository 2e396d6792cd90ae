"""The study as Markdown tables, as they stand in docs/history.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from eval.icb.crises import VIOLENCE, Crisis
from eval.icb.features import load_features
from eval.icb.rates import Interval, exact_interval, quartiles, wilson_interval
from eval.icb.rivalries import CLASSES, rivalries
from eval.icb.study import (
    FORWARD_YEAR,
    OUTCOMES,
    Effort,
    calibrate,
    check_forward,
    check_permutation,
    compare_alone,
    compare_sets,
    levels_of,
    rates_by_level,
)
from eval.icb.validation import Gain, grouped_interval

FORMS = {
    1: "agreement",
    2: "agreement",
    3: "tacit understanding",
    4: "one side's act",
    5: "imposed",
    6: "other",
    7: "faded",
}
"""Of `forout`, formal and semi-formal agreements together."""
GROUPS = (("no violence", (0,)), ("minor or serious clashes", (1, 2)), ("full-scale war", (3,)))
"""What the template's ends stand for: none; limited war; full and wider war."""
HORIZON_DAYS = 182
"""The template's 26 weeks."""
SERIOUS = 2
START = "the start of the crisis"


def rates(crises: Sequence[Crisis]) -> list[str]:
    """Return base rates by class, the template's groups with their intervals, durations and forms."""
    lines = [*_head("class", "crises", "rivalries", *VIOLENCE)]
    for one in CLASSES:
        here = one.of(crises)
        shares = [_counted(int((levels_of(here) == level).sum()), len(here)) for level in range(len(VIOLENCE))]
        lines.append(_row(one.name, len(here), len(set(rivalries(here).tolist())), *shares))
    lines += [
        "",
        *_head("class", "group", "crises", "share", "80 % exact", "95 % exact", "95 % Wilson", "95 % over rivalries"),
    ]
    for one in CLASSES[:2]:
        lines += _groups(one.name, one.of(crises))
    lines += [
        "",
        *_head("class", "violence", "crises", "days: lower quartile", "median", "upper quartile", "over half a year"),
    ]
    for one in CLASSES[:2]:
        lines += _durations(one.name, one.of(crises))
    lines += ["", *_head("class", "violence", "crises", *dict.fromkeys(FORMS.values()))]
    for one in CLASSES[:2]:
        lines += _forms(one.name, one.of(crises))
    return [*lines, ""]


def sets(crises: Sequence[Crisis], effort: Effort) -> list[str]:
    """Return each set's scores against the base rate."""
    found = compare_sets(crises, effort)
    scores = [f"Brier: {name}" for name, _ in OUTCOMES] + ["ranked probability", "log, bits"]
    base = [*found[0].brier, found[0].ranked, found[0].log]
    lines = [*_head("what is known", *scores), _row("base rate alone", *(f"{one.base:.3f}" for one in base))]
    lines += [_row(one.name, *(_gain(gain) for gain in (*one.brier, one.ranked, one.log))) for one in found]
    return [*lines, ""]


def alone(crises: Sequence[Crisis], effort: Effort) -> list[str]:
    """Return each feature's Brier difference by itself, and the rates at the levels of those that tell."""
    found = compare_alone(crises, effort, least=SERIOUS)
    lines = [*_head("feature", "known", "Brier: serious clashes or war")]
    lines += [_row(one.name, one.known, _gain(gain)) for one, gain in found]
    telling = {one.name for one, gain in found if gain.is_clear and gain.difference < 0 and one.levels}
    lines += ["", *_head("feature", "level", "crises", *(name for name, _ in OUTCOMES))]
    for feature in load_features().values():
        if feature.name in telling or feature.name == "trigger":
            lines += [
                _row(feature.name, rate.name, rate.trials, *(_counted(hits, rate.trials) for hits in rate.hits))
                for rate in rates_by_level(feature, crises)
            ]
    return [*lines, ""]


def checks(crises: Sequence[Crisis], effort: Effort) -> list[str]:
    """Return the calibration table and the permutation check of the start of the crisis."""
    lines = [*_head("given, on average", "crises", "happened", "95 % Wilson")]
    for one in calibrate(START, crises, effort, least=SERIOUS):
        wilson = _span(wilson_interval(one.hits, one.trials))
        lines.append(_row(f"{one.stated:.2f}", one.trials, f"{one.hits / one.trials:.2f}", wilson))
    own, share = check_permutation(START, crises, effort, least=SERIOUS)
    fitted, scored, gain = check_forward(START, crises, effort, least=SERIOUS)
    return [
        *lines,
        "",
        f"shuffled outcomes: Brier difference {own:+.3f}, as good or better in {share:.2f} of shuffles",
        f"fitted on {fitted} before {FORWARD_YEAR}, scored on {scored} since: "
        f"Brier {gain.model:.3f}, base rate {gain.base:.3f}, " + _gain(gain),
        "",
    ]


def _groups(name: str, crises: Sequence[Crisis]) -> Iterable[str]:
    for group, levels in GROUPS:
        hits, trials = sum(one.violence in levels for one in crises), len(crises)
        bounds = [exact_interval(hits, trials, 0.8), exact_interval(hits, trials), wilson_interval(hits, trials)]
        happened = np.array([one.violence in levels for one in crises])
        bounds.append(grouped_interval(happened, rivalries(crises), rng=np.random.default_rng(Effort.seed)))
        yield _row(name, group, f"{hits} of {trials}", f"{100 * hits / trials:.1f} %", *map(_span, bounds))


def _durations(name: str, crises: Sequence[Crisis]) -> Iterable[str]:
    for group, levels in (("any", tuple(range(len(VIOLENCE)))), *GROUPS):
        days = [one.days for one in crises if one.violence in levels and one.days is not None]
        share = sum(one > HORIZON_DAYS for one in days) / len(days)
        yield _row(name, group, len(days), *(f"{one:.0f}" for one in quartiles(days)), f"{100 * share:.0f} %")


def _forms(name: str, crises: Sequence[Crisis]) -> Iterable[str]:
    for group, levels in GROUPS:
        forms = Counter(FORMS.get(one.crisis["forout"] or 0) for one in crises if one.violence in levels)
        shares = (f"{100 * forms[form] / forms.total():.0f} %" for form in dict.fromkeys(FORMS.values()))
        yield _row(name, group, forms.total(), *shares)


def _gain(gain: Gain) -> str:
    return f"{gain.difference:+.3f} ({gain.interval.low:+.3f} to {gain.interval.high:+.3f})"


def _counted(hits: int, trials: int) -> str:
    return f"{100 * hits / trials:.0f} % ({_span(wilson_interval(hits, trials))})"


def _span(interval: Interval) -> str:
    return f"{100 * interval.low:.0f}–{100 * interval.high:.0f}"


def _head(*names: str) -> tuple[str, str]:
    return _row(*names), _row(*("---" for _ in names))


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
