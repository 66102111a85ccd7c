"""The presets that ship: TOML files in presets/PACK/NAME.toml, which a county's nephew can read, copy and change."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from duban.registers import Definition, parse_definition

PACKS = ("epidemic", "business", "safety", "rural", "livelihood", "park", "women")


@cache
def presets() -> Mapping[str, Definition]:
    """All of them by code, in the order of packs and names."""
    root = files("duban_web.registers").joinpath("presets")
    found = {}
    for pack in PACKS:
        folder = root.joinpath(pack)
        for path in sorted(folder.iterdir(), key=lambda one: one.name):
            if path.name.endswith(".toml"):
                code = path.name.removesuffix(".toml")
                found[code] = parse_definition(path.read_text("utf-8"), code=code)
    return found


def of_pack(pack: str) -> list[Definition]:
    """The presets of a pack."""
    return [one for one in presets().values() if one.pack == pack]
