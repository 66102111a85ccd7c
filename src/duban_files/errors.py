"""What can be wrong with a file, each with a code that the message catalogue explains."""


class FileError(ValueError):
    """A file that cannot be read. `code` names the message, `fields` fill it in."""

    code = "file.unreadable"

    def __init__(self, **fields: object) -> None:
        super().__init__(self.code, fields)
        self.fields = fields


class EncryptedFileError(FileError):
    """Protected by a password."""

    code = "file.encrypted"


class OldFormatError(FileError):
    """A .doc or .xls inside, whatever the name says."""

    code = "file.old-format"


class NoTextLayerError(FileError):
    """A scanned PDF: pictures of pages without text."""

    code = "file.no-text-layer"


class BrokenFileError(FileError):
    """Damaged, cut off, or something else than its name says."""

    code = "file.broken"


class TooLargeError(FileError):
    """More than we read at once, packed or unpacked."""

    code = "file.too-large"


class UnknownKindError(FileError):
    """A kind of file that we do not read."""

    code = "file.unknown-kind"
