"""What can be wrong with a scheme or a round, as errors with a code."""

from collections.abc import Sequence
from dataclasses import dataclass


class SchemeError(ValueError):
    """A scheme that cannot be used; `code` names the message, `fields` fill it in."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = f"scheme.{code}"
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Trouble:
    """What stands in the way of one unit's points for one item."""

    unit: str
    item: str
    code: str
    fields: tuple[tuple[str, object], ...] = ()


class RoundError(ValueError):
    """A round that cannot be computed, with everything that stands in its way."""

    def __init__(self, troubles: Sequence[Trouble]) -> None:
        super().__init__(f"{len(troubles)} values cannot be scored")
        self.troubles = tuple(troubles)
