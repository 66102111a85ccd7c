"""Reading of whole piles: millions of papers, one output file for each input file, resumed where it stopped."""

from duban_corpus.pile import PileReport, read_pile
from duban_corpus.query import Ranked, ranking

__all__ = ["PileReport", "Ranked", "ranking", "read_pile"]
