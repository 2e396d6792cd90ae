"""The study in numbers, and the numbers as tables: as JSON, and as Markdown in docs/calibration.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from eval.calibration.breaks import BREAKS
from eval.calibration.ranks import ATTACK_NAME, rank_all
from eval.calibration.scores import calibration_slope, compare_with_prior, coverages, recovery, reliability
from eval.calibration.study import Study
from eval.icb.rates import Interval, wilson_interval

Summary = dict[str, Any]
QUANTILES = (0.0, 0.1, 0.5, 0.9, 1.0)


def summarise(study: Study, late: Study | None = None) -> Summary:
    """
    Return all numbers of a study.

    Parameters
    ----------
    study : Study
    late : Study, optional
        A study of more weeks, from which recovery is told.
    """
    rng = np.random.default_rng([study.design.seed, 3])
    return {
        "studies": [_sizes(one) for one in (study, late) if one is not None],
        "ranks": _ranks(study, rng),
        "coverage": _coverage(study),
        "coverage_late": [] if late is None else _coverage(late),
        "outcomes": _outcomes(study, rng),
        "reliability": [asdict(one) | _wilson(one.hits, one.trials) for one in reliability(study)],
        "recovery": [asdict(one) for one in recovery(late or study, rng)],
        "breaks": _breaks(study),
    }


def _sizes(study: Study) -> Summary:
    effective = [one.effective for one in study.weights]
    shapes = [one.pareto_k for one in study.weights if one.pareto_k is not None]
    return asdict(study.design) | {
        "refused": study.refused,
        "unsettled": study.unsettled,
        "truths": len(set(study.truth.tolist())),
        "over": int(study.over.sum()),
        "attacked": int(study.attacked.sum()),
        "effective": np.quantile(effective, QUANTILES).tolist(),
        "pareto_k": np.quantile(shapes, QUANTILES).tolist() if shapes else [],
        "pareto_k_above": sum(one > 0.7 for one in shapes),
        "reports_per_week": float(np.mean([len(one.sightings) for one in study.replicates]) / study.design.weeks),
    }


def _ranks(study: Study, rng: np.random.Generator) -> list[Summary]:
    inside, outside = (rank_all(study, with_truth=one, rng=rng) for one in (True, False))
    return [
        {
            "name": one.name,
            "counts": one.counts,
            "chi_square_p": one.chi_square_p,
            "ecdf_p": one.ecdf_p,
            "counts_without": other.counts,
            "chi_square_p_without": other.chi_square_p,
            "ecdf_p_without": other.ecdf_p,
        }
        for one, other in zip(inside, outside, strict=True)
    ]


def _coverage(study: Study) -> list[Summary]:
    plain, wide = (coverages(study, widened=one) for one in (False, True))
    return [
        asdict(one)
        | {"share": one.share, "interval": asdict(one.interval), "widened": other.share, "wide": other.width}
        for one, other in zip(plain, wide, strict=True)
    ]


def _outcomes(study: Study, rng: np.random.Generator) -> list[Summary]:
    groups = {"all": study.over | ~study.over, "not over by then": ~study.over, "over by then": study.over}
    groups |= {"no end reported": study.quiet, "an end reported": ~study.quiet}
    return [
        {
            "name": name,
            "replicates": int(chosen.sum()),
            "brier": asdict(compare_with_prior(study, chosen, rng)),
            "calibration": asdict(calibration_slope(study.forecast[chosen], study.attacked[chosen])),
            "given": float(study.forecast[chosen].mean()),
            "came": float(study.attacked[chosen].mean()),
        }
        for name, chosen in groups.items()
        if chosen.any()
    ]


def _breaks(study: Study) -> list[Summary]:
    """Return what the checks say of forecasters that are wrong."""
    found = []
    for name, broken in {"none": lambda one: one, **BREAKS}.items():
        other = broken(study)
        rng = np.random.default_rng([study.design.seed, 4])
        ranks = {one.name: one for one in rank_all(other, with_truth=True, rng=rng)}
        gain = compare_with_prior(other, study.over | ~study.over, rng)
        found.append(
            {
                "name": name,
                "coverage": coverages(other, widened=False)[0].share,
                "ecdf_p": ranks[ATTACK_NAME].ecdf_p,
                "smallest_p": min(one.ecdf_p for one in ranks.values()),
                "brier": gain.model,
                "slope": calibration_slope(other.forecast, other.attacked).slope,
            }
        )
    return found


def _wilson(hits: int, trials: int) -> Summary:
    return {"interval": asdict(wilson_interval(hits, trials))}


def tell(summary: Summary) -> list[str]:
    """Return the tables as Markdown."""
    lines = []
    for one in summary["studies"]:
        lines += [_sentence(one), ""]
    lines += _table(
        ("truth's rank of", "by tenth", "χ² p", "ECDF p", "χ² p, truth left out", "ECDF p, truth left out"),
        (
            (one["name"], " ".join(map(str, one["counts"])), *(f"{one[key]:.2f}" for key in _P))
            for one in summary["ranks"]
        ),
    )
    for key, title in (("coverage", "80 % bands"), ("coverage_late", "80 % bands, the second study")):
        if summary[key]:
            head = (title, "bands", "hold the truth", "95 %", "mean width", "widened to hold the mean")
            lines += _table(head, (_covered(one) for one in summary[key]))
    head = ("truths", "replicates", "given", "came", "Brier", "of the prior", "difference (95 %)", "slope (95 %)")
    lines += _table(head, (_scored(one) for one in summary["outcomes"]))
    lines += _table(("given, on average", "replicates", "came", "95 %"), (_bin(one) for one in summary["reliability"]))
    lines += _table(
        ("player", "weeks told", "given to the true type", "more than the step before (95 %)"),
        (_found(one) for one in summary["recovery"]),
    )
    return lines + _table(
        ("what is wrong", "80 % bands hold", f"ECDF p of {ATTACK_NAME}", "smallest ECDF p", "Brier", "slope"),
        (_broken(one) for one in summary["breaks"]),
    )


_P = ("chi_square_p", "ecdf_p", "chi_square_p_without", "ecdf_p_without")


def _sentence(one: Summary) -> str:
    low, tenth, middle, most, high = one["effective"]
    tails = one["pareto_k"]
    shape = ""
    if tails:
        shape = f" Pareto k: median {tails[2]:.2f}, largest {tails[-1]:.2f}, {one['pareto_k_above']} above 0.7."
    return (
        f"{one['pool']} draws ({one['refused']} refused; {one['unsettled']} grid points not settled), "
        f"{one['replicates']} replicates of {one['truths']} of them; {one['weeks']} weeks seen, {one['horizon']} "
        f"forecast, seed {one['seed']}. {one['over']} over by the as-of date, {one['attacked']} with an attack by the "
        f"horizon; {one['reports_per_week']:.1f} reports a week. Effective draws: smallest {low:.0f}, a tenth below "
        f"{tenth:.0f}, median {middle:.0f}, a tenth above {most:.0f}, largest {high:.0f}.{shape}"
    )


def _covered(one: Summary) -> tuple[str, ...]:
    share, wide = f"{100 * one['share']:.0f} %", f"{100 * one['widened']:.0f} %, width {one['wide']:.2f}"
    return one["name"], str(one["bands"]), share, _span(one["interval"]), f"{one['width']:.2f}", wide


def _scored(one: Summary) -> tuple[str, ...]:
    brier, slope = one["brier"], one["calibration"]
    bounds = brier["interval"]
    difference = f"{brier['difference']:+.3f} ({bounds['low']:+.3f} to {bounds['high']:+.3f})"
    ends = slope["interval"]
    fitted = "none" if np.isnan(slope["slope"]) else f"{slope['slope']:.2f} ({ends['low']:.2f} to {ends['high']:.2f})"
    shares = (f"{one['given']:.2f}", f"{one['came']:.2f}", f"{brier['model']:.3f}", f"{brier['base']:.3f}")
    return one["name"], str(one["replicates"]), *shares, difference, fitted


def _bin(one: Summary) -> tuple[str, ...]:
    return f"{one['stated']:.2f}", str(one["trials"]), f"{one['hits'] / one['trials']:.2f}", _span(one["interval"])


def _found(one: Summary) -> tuple[str, ...]:
    step = one["gain_interval"]
    more = f"{one['gain']:+.3f} ({step['low']:+.3f} to {step['high']:+.3f})" if one["weeks"] else "–"
    return one["player"], str(one["weeks"]), f"{one['given']:.3f}", more


def _broken(one: Summary) -> tuple[str, ...]:
    share, slope = f"{100 * one['coverage']:.0f} %", "none" if np.isnan(one["slope"]) else f"{one['slope']:.2f}"
    return one["name"], share, f"{one['ecdf_p']:.4f}", f"{one['smallest_p']:.4f}", f"{one['brier']:.3f}", slope


def _span(interval: Summary | Interval) -> str:
    bounds = asdict(interval) if isinstance(interval, Interval) else interval
    return f"{100 * bounds['low']:.0f}–{100 * bounds['high']:.0f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(line)} |" for line in lines] + [""]
