"""Registers of an office's own making, as values: definitions, fields that check themselves, clocks, lights, roll-ups."""

from duban.registers.definition import Definition, parse_definition
from duban.registers.proving import DefinitionError
from duban.registers.rollups import Figure, Share, figures, given_by
from duban.registers.standing import Standing, standing
from duban.registers.values import FILES, NUMBERS, Field, Type, ValueProblem, with_quotients

__all__ = [
    "FILES",
    "NUMBERS",
    "Definition",
    "DefinitionError",
    "Field",
    "Figure",
    "Share",
    "Standing",
    "Type",
    "ValueProblem",
    "figures",
    "given_by",
    "parse_definition",
    "standing",
    "with_quotients",
]
