"""A refusal: an expected failure that says what is wrong, where, and what to do. One handler turns it into a page."""

from duban import messages


class Refused(Exception):  # noqa: N818 it is no error of the program
    """`code` names the sentence in the catalogue under `refused.`, `fields` fill it in; `status` is the HTTP status."""

    status = 400

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields = fields

    def sentence(self, language: str = "zh") -> str:
        """What the person reads."""
        return messages.text(
            self.code if "." in self.code else f"refused.{self.code}", language=language, **self.fields
        )


class NotYours(Refused):
    """A page or a change that belongs to others."""

    status = 403

    def __init__(self, code: str = "not-yours", **fields: object) -> None:
        super().__init__(code, **fields)


class Changed(Refused):
    """Somebody else saved first."""

    status = 409
