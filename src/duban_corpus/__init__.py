"""Reading of whole piles: millions of papers, one output file for each input file, resumed where it stopped."""

from duban_corpus.duplicates import Copies, copies
from duban_corpus.engines import Cluster, Pool
from duban_corpus.pile import PileReport, read_pile
from duban_corpus.query import Ranked, ranking

__all__ = ["Cluster", "Copies", "PileReport", "Pool", "Ranked", "copies", "ranking", "read_pile"]
