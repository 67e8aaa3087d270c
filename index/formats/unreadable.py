"""Why a file gives no text."""


class FileUnreadable(Exception):
    """A reader cannot make text of a file; the message is the reason, as the end of a Russian sentence."""


class FileForeign(FileUnreadable):
    """The file is no document: a picture, an archive, a table."""
