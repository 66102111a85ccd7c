"""A register with personal fields, a clock, lights, roll-ups; and a row."""

from duban.registers import parse_definition
from duban_web.registers.operations import install
from duban_web.registers.queries import rolled_up

SOURCE = """name = "走访"
purpose = "回访"
keeps_days = 10
public = true
fields = [
  {code = "who", name = "户主", type = "person", needed = true, personal = true},
  {code = "card", name = "身份证号", type = "identity", personal = true},
  {code = "village", name = "村", needed = true},
  {code = "town", name = "属地", type = "unit"},
  {code = "tons", name = "产量", type = "number", unit = "吨", least = 0},
  {code = "day", name = "日期", type = "date"},
]
states = [{code = "open", name = "在办"}, {code = "done", name = "办结", ended = true}]
moves = [{code = "end", name = "办结", from = ["open"], to = "done", by = "unit", note = true}]
clock = {from = "day", days = 5}
lights = [{colour = "red", when = ["overdue > 0"]}, {colour = "green", when = ["state = open"]}]
unique = [["card"]]
dated = "day"
rollups = [{code = "all", name = "户数", of = "count"}, {code = "tons", name = "产量", of = "sum", field = "tons", unit = "吨"}, {code = "rate", name = "办结率", of = "rate", where = ["state = done"]}]
"""
ROW = {
    "who": "王小明",
    "card": "11010519491231002X",
    "village": "双河村",
    "town": "县住建局",
    "tons": "12",
    "day": "2020-11-16",
}


def visits(county):
    return install(county.office, parse_definition(SOURCE, code="visits"))


def figures(register):
    return {f.rollup.code: f.value for f in rolled_up(register)}
