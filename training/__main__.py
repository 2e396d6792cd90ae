"""From the treebanks to the weights in the package: `python -m training --treebanks DIR`; see README.md here."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from demarche.reading.english.network import WEIGHTS
from demarche.reading.english.pipeline import DemarchePipeline
from training.fit import Settings, fit
from training.packaging import blend, package
from training.scoring import score_raw
from training.treebanks import Corpora, read_corpora
from training.vocabulary import load_pretrained


def main() -> None:
    """Fit (unless told not to), package, and print the figures."""
    wanted = _arguments()
    corpora = read_corpora(wanted.treebanks)
    wanted.work.mkdir(parents=True, exist_ok=True)
    if wanted.step == "all":
        settings = Settings(
            epochs=wanted.epochs, seed=wanted.seed, threads=wanted.threads, half=not wanted.full_precision
        )
        fit(load_pretrained(), corpora.train, settings, wanted.work, wanted.start)
    if wanted.blend is not None and wanted.step != "score":
        blend(wanted.blend, wanted.work / "network.pt", wanted.share, wanted.work / "network.pt")
    if wanted.step in {"all", "package"}:
        package(wanted.work / "network.pt", corpora.train, wanted.weights, eight_bit=not wanted.keep_float)
    print(json.dumps(figures(corpora, wanted.weights), indent=2))


def figures(corpora: Corpora, weights: Path) -> dict[str, dict[str, float]]:
    """Score the packaged pipeline on every set that it was not trained on."""
    pipeline = DemarchePipeline(weights)
    return {
        "PUD news, by sentence": score_raw(pipeline, corpora.pud_news, whole_documents=False),
        "PUD news, by document": score_raw(pipeline, corpora.pud_news, whole_documents=True),
        "EWT dev, by sentence": score_raw(pipeline, corpora.ewt_dev, whole_documents=False),
        "EWT test, by sentence": score_raw(pipeline, corpora.ewt_test, whole_documents=False),
        "GUM test, by document": score_raw(pipeline, corpora.gum_test, whole_documents=True),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--treebanks", type=Path, required=True, help="folder of ewt/, gum/, pud/, uner/, wikigold/")
    parser.add_argument(
        "--work", type=Path, default=Path("out/training"), help="where the fit leaves its log and weights"
    )
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="where the packaged files go")
    parser.add_argument(
        "--step", choices=["all", "package", "score"], default="all", help="what to do; each does what is after it"
    )
    parser.add_argument("--from", dest="start", type=Path, help="a network.pt of an earlier fit to go on from")
    parser.add_argument("--blend", type=Path, help="a network.pt to average the weights with before packaging")
    parser.add_argument("--share", type=float, default=0.6, help="what the new fit counts in --blend")
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--seed", type=int, default=Settings.seed)
    parser.add_argument("--threads", type=int, default=Settings.threads)
    parser.add_argument("--full-precision", action="store_true", help="fit in float32: for processors without bfloat16")
    parser.add_argument("--keep-float", action="store_true", help="package without quantising, to see what it costs")
    return parser.parse_args()


if __name__ == "__main__":
    main()
