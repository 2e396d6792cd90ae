"""Games in and out: Gambit's `.efg` (trees) and `.nfg` (strategic form)."""

from demarche.game.interop.efg_reader import read_efg
from demarche.game.interop.efg_writer import write_efg
from demarche.game.interop.strategic import read_nfg, tree_of_bimatrix

__all__ = ["read_efg", "read_nfg", "tree_of_bimatrix", "write_efg"]
