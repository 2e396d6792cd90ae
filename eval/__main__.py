"""
Score the reader on the labelled sets.

    python -m eval                              every set at hand
    python -m eval own-tune reports             some of them
    python -m eval ../shared/gold/reports.jsonl a file by its path
    python -m eval own-tune --misses            and what was misread, the costliest sentences first
    python -m eval own-tune --why               and what the patterns lacked where an event was missed
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from demarche.reading import PatternReader, ReaderChoice, load_reader
from eval.catalogue import SETS, LabelledSet, set_at
from eval.causes import causes
from eval.figures import Figure, Scores, score
from eval.misses import worst
from eval.reading import read_items


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures of each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", help="names of sets or paths; all sets where none is given")
    parser.add_argument("--misses", type=int, nargs="?", const=40, metavar="N", help="the N (40) worst sentences")
    parser.add_argument("--why", action="store_true", help="what was tried on each event that was missed")
    parser.add_argument("--pipeline", default="demarche")
    parser.add_argument("--lexicon", type=Path, help="a researcher's own tables")
    options = parser.parse_args(argv)
    reader = load_reader(ReaderChoice(pipeline=options.pipeline, lexicon=options.lexicon))
    for one in chosen(options.sets):
        if not one.is_there:
            print(f"\n{one.name}: absent, skipped ({one.path})")
            continue
        reports = one.texts()
        read = read_items(reader, reports)
        print(f"\n{one.name}: {len(reports)} texts, {one.what}")
        print("\n".join(lines_of(score(reports, read))))
        for cost, place, sentence, faults in worst(reports, read)[: options.misses or 0]:
            print(f"\n  {place} (cost {cost}): {sentence}")
            print("\n".join(f"    {fault.mark:9}{fault.words}" for fault in faults))
        if options.why and isinstance(reader, PatternReader):
            print("\n  why events were missed:")
            for report, items in zip(reports, read, strict=True):
                print("".join(f"    {report.id}: {cause}\n" for cause in causes(reader, report, items)), end="")


def chosen(names: Sequence[str]) -> list[LabelledSet]:
    """Return the sets of names or paths, all where there are none."""
    known = {one.name: one for one in SETS}
    return [known[name] if name in known else set_at(Path(name)) for name in names] or list(SETS)


def lines_of(scores: Scores) -> list[str]:
    """Return a set's figures as lines of text."""
    lines = [_line(figure) for figure in scores.figures]
    lines += [f"  {name:38} {share:.3f}" for name, share in scores.shares.items()]
    lines += [f"  {name:38} {count:.2f}" for name, count in scores.low.items()]
    lines.append("  by type:")
    lines += [_line(figure, indent=4) for figure in scores.types]
    for name, counter in (("types", scores.confused), ("modalities", scores.modalities)):
        told = ", ".join(f"{gold}→{read} {count}" for (gold, read), count in counter.most_common(20))
        lines.append(f"  {name} confused (labelled→read; - is nothing): {told or 'none'}")
    return lines


def _line(figure: Figure, indent: int = 2) -> str:
    measured = f"P {figure.precision:.3f}  R {figure.recall:.3f}  F1 {figure.f1:.3f}"
    counts = f"gold {figure.gold}  read {figure.read}  hit {figure.hits}"
    return f"{' ' * indent}{figure.name:{30 - indent}} {measured}   {counts}"


if __name__ == "__main__":
    main()
