"""
The tagger of the second opinion: `python -m training.tagger`; training/README.md says what comes out.

1. gather the examples from our own labelled sentences and marked pairs, and ordinary sentences of the treebanks;
2. fit, ten to twenty minutes on two cores (`--from FILE` takes an earlier fit instead);
3. write it into the package in 8 bits, and print what is reached on what was kept for test.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from demarche.reading.english import Subwords, load_pipeline
from demarche.reading.events import load_lexicon
from demarche.reading.tagger import WEIGHTS
from training.examples import Teller, read_corpus, read_marked
from training.tagger.examples import Example, Maker
from training.tagger.export import package
from training.tagger.fit import SETTINGS, fit, load_tagger
from training.tagger.ordinary import ordinary_texts
from training.tagger.scoring import score
from training.treebanks import read_corpora
from training.vocabulary import load_pretrained


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True, help="the folder of `python -m training`")
    parser.add_argument("--work", type=Path, default=Path("out/tagger"), help="where the fit is left")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="where the package's file goes")
    parser.add_argument("--from", dest="start", type=Path, metavar="FILE", help="package this fit, without a new one")
    parser.add_argument("--epochs", type=int, default=SETTINGS.epochs)
    parser.add_argument("--seed", type=int, default=SETTINGS.seed)
    options = parser.parse_args(argv)
    options.work.mkdir(parents=True, exist_ok=True)
    pretrained = load_pretrained()
    examples = gathered(Subwords(pretrained.pieces), options.treebanks)
    settings = replace(SETTINGS, epochs=options.epochs, seed=options.seed)
    target = options.work / "tagger.pt"
    tagger = load_tagger(options.start) if options.start else fit(pretrained, examples, settings, target)
    package(tagger, examples, options.weights)
    print(json.dumps(score(tagger, [one for one in examples if one.test])))


def gathered(subwords: Subwords, treebanks: Path) -> list[Example]:
    """Return the examples of the corpus, of the marked pairs, and of ordinary sentences."""
    teller = Teller(load_pipeline(), load_lexicon())
    maker, (sentences, test) = Maker(teller, subwords), read_corpus()
    with_trees = [one for one in read_corpora(treebanks).train if one.heads]
    ordinary = ordinary_texts(with_trees, teller, random.Random(0))
    return [*maker.labelled(sentences, test), *maker.marked(read_marked()), *maker.ordinary(ordinary)]


if __name__ == "__main__":
    main()
