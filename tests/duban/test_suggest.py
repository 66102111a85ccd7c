"""Names that papers measure and the lexicon lacks."""

from duban.facts import read
from duban.facts.suggest import Suggestion, suggestions


def test_a_frequent_name_becomes_a_line_with_the_entry_that_it_is_near_to():
    papers = [
        read(f"2023年，锂电池材料产值完成{n}亿元，规上工业企业营业收入合计{n}亿元。").facts for n in (3, 4, 5)
    ]
    found = suggestions(papers)
    assert Suggestion("锂电池材料产值", 3, 3, None) in found
    assert found[0].line().startswith('["')


def test_a_rare_name_and_a_listed_one_are_left_out():
    papers = [read("2023年，锂电池材料产值完成3亿元，固定资产投资完成5亿元。").facts]
    assert suggestions(papers) == []
    assert [one.name for one in suggestions(papers, least=1)] == ["锂电池材料产值"]
