"""
Score weighing on the labelled clusters (eval/sets/clusters).

    python -m eval.clusters                  the figures, on the labels' own events, for both splits
    python -m eval.clusters --misses         and, for the tune split, each wrong merge, split, and flag
    python -m eval.clusters --read           and through the reader: its events, aligned with the labels by their place

The readings of a split are weighed together, so that a merge across crises is an error, too.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence

from demarche.reading import load_reader, page_from_text
from demarche.record import Event, Reading, Record
from demarche.weighing import weigh_readings
from eval.bcubed import b_cubed, custom_clusters
from eval.flags import Flag, field_flags, labelled_fields, labelled_matters, matter_flags, meets, score_flags
from eval.labelled import Crisis, load_crises


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--read", action="store_true")
    options = parser.parse_args()
    crises = load_crises()
    for split in ("tune", "test"):
        chosen = [one for one in crises if one.split == split]
        record = weigh_readings(reading for one in chosen for reading in one.readings)
        _print_figures(split, chosen, record)
        if options.misses and split == "tune":
            _print_merges(chosen, record)
            _print_flags(chosen, record)
        if options.read:
            _print_read(split, chosen)


def _labels(crises: Sequence[Crisis]) -> dict[str, str]:
    return {mention: f"{one.name} {cluster}" for one in crises for mention, cluster in one.cluster_of.items()}


def _ours(record: Record) -> dict[str, str]:
    return {mention.event: finding.id for finding, mention in record.mentions()}


def _print_figures(split: str, crises: Sequence[Crisis], record: Record) -> None:
    labels = _labels(crises)
    readings = [reading for one in crises for reading in one.readings]
    print(f"== {split}: {len(labels)} mentions, {len(readings)} reports, {len(crises)} crises")
    print("B3 weighing                        ", b_cubed(_ours(record), labels))
    print("B3 one per dyad, type, day         ", b_cubed(custom_clusters(readings), labels))
    print("B3 the same, by day of publication ", b_cubed(custom_clusters(readings, by_publication=True), labels))
    fields, matters = labelled_fields(crises), labelled_matters(crises)
    happened = [one for one in fields if one.field == "happened"]
    print("conflicts of fields                ", score_flags(field_flags(record), fields))
    print("conflicts of statements            ", score_flags(matter_flags(record), matters, happened))
    both = score_flags([*field_flags(record), *matter_flags(record)], [*fields, *matters])
    print("conflicts, both                    ", both)
    print("copies                             ", _copies(crises, record))


def _copies(crises: Sequence[Crisis], record: Record) -> str:
    wanted = {pair for one in crises for group in one.copies for pair in [group]}
    groups = [frozenset({one.of, *one.reports}) for one in record.copies]
    hit = sum(any(pair <= group for group in groups) for pair in wanted)
    return f"{hit} of {len(wanted)} labelled; {len(groups)} groups"


def _print_merges(crises: Sequence[Crisis], record: Record) -> None:
    labels, ours = _labels(crises), _ours(record)
    told = _told(crises)
    for title, one, other in (("WRONG MERGE", ours, labels), ("WRONG SPLIT", labels, ours)):
        groups: dict[str, list[str]] = {}
        for mention in sorted(labels):
            groups.setdefault(one[mention], []).append(mention)
        for group in groups.values():
            if len({other[mention] for mention in group}) > 1:
                print(f"\n{title}: {labels[group[0]]}")
                for mention in sorted(group, key=lambda name: other[name]):
                    print(f"   {other[mention][-14:]:14}  {labels[mention]:28} {told[mention]}")


def _told(crises: Sequence[Crisis]) -> dict[str, str]:
    return {
        event.id: f"{one.names[event.id]} {event.type} {event.mode} {_sides(event)} {_when(event)} [{event.modality}] "
        f"{event.spans[0].quote(reading.report.text)!r}"
        for one in crises
        for reading in one.readings
        for event in reading.events
    }


def _sides(event: Event) -> str:
    return " > ".join("+".join(str(actor.name or actor.country) for actor in s) for s in (event.sources, event.targets))


def _when(event: Event) -> str:
    return f"{event.when.start}..{event.when.end.day}" if event.when else "-"


def _print_flags(crises: Sequence[Crisis], record: Record) -> None:
    fields, matters = labelled_fields(crises), labelled_matters(crises)
    found = [*field_flags(record), *matter_flags(record)]
    names = {id_: f"{one.name} {name}" for one in crises for id_, name in one.names.items()}
    for flag in found:
        if not any(meets(flag, one) for one in (*fields, *matters)):
            print("FALSE FLAG ", flag.words, [[names.get(one, one) for one in side] for side in flag.sides])
    for one in (*fields, *matters):
        if not any(meets(flag, one) for flag in found):
            print("MISSED FLAG", one.words)


def _print_read(split: str, crises: Sequence[Crisis]) -> None:
    labelled = [reading for one in crises for reading in one.readings]
    read = _read(labelled)
    record = weigh_readings(read)
    place = dict(pair for old, new in zip(labelled, read, strict=True) for pair in align(old, new))
    ours = {place[event]: cluster for event, cluster in _ours(record).items() if event in place}
    labels = {mention: cluster for mention, cluster in _labels(crises).items() if mention in ours}
    total = sum(len(one.events) for one in read)
    print(f"through the reader: {len(ours)} of {len(_labels(crises))} labelled mentions read ({total} events read)")
    print("B3 weighing, as read               ", b_cubed(ours, labels))
    flags = [_renamed(flag, place) for flag in field_flags(record)]
    known = [flag for flag in flags if sum(bool(side) for side in flag.sides) > 1]
    print("conflicts of fields, as read       ", score_flags(known, labelled_fields(crises)), f"of {len(flags)} flags")
    print("kinds of flags:", dict(Counter(flag.field for flag in flags)))


def _renamed(flag: Flag, place: dict[str, str]) -> Flag:
    return flag._replace(sides=tuple(frozenset(place[one] for one in side if one in place) for side in flag.sides))


def _read(labelled: Sequence[Reading]) -> list[Reading]:
    pages = [
        page_from_text(
            one.report.text,
            title=one.report.title,
            published=one.report.published,
            source=one.report.source.name,
            source_kind=one.report.source.kind,
        )
        for one in labelled
    ]
    return [one for one in load_reader().read(pages) if isinstance(one, Reading)]


def align(labelled: Reading, read: Reading) -> list[tuple[str, str]]:
    """Return pairs of an event read and the label that it stands for: of one type, most of the shorter range shared."""
    pairs, used = [], set()
    for event in read.events:
        fits = [one for one in labelled.events if one.type == event.type and one.id not in used]
        best = max(fits, key=lambda one: _shared(one, event), default=None)
        if best and _shared(best, event) > 0.5:
            used.add(best.id)
            pairs.append((event.id, best.id))
    return pairs


def _shared(one: Event, other: Event) -> float:
    a, b = one.spans[0], other.spans[0]
    return (min(a.end, b.end) - max(a.start, b.start)) / min(a.end - a.start, b.end - b.start)


if __name__ == "__main__":
    main()
