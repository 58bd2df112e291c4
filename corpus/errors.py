"""What can go wrong with a file, each as one sentence that says what to do.

BudgetQAError            anything this project says to a user in a sentence
└── ReadError            a file cannot be read as a disclosure
    ├── NotFound         there is no such file or folder
    ├── UnknownFormat    its bytes are of no format that is read here
    ├── Encrypted        it wants a password
    ├── Damaged          it is cut off, empty or broken
    └── TooLarge         it went past a limit of time, memory or pages
"""


class BudgetQAError(Exception):
    """The message is a full sentence for the user."""


class ReadError(BudgetQAError):
    """A file cannot be read as a disclosure."""


class NotFound(ReadError):
    """There is no such file or folder."""


class UnknownFormat(ReadError):
    """The bytes are of no format that is read here."""


class Encrypted(ReadError):
    """The file wants a password."""


class Damaged(ReadError):
    """The file is cut off, empty or broken."""


class TooLarge(ReadError):
    """The file went past a limit of time, memory or pages."""


def broken(name: str, error: Exception) -> Damaged:
    """What is to be said of a file in which a library met with `error`."""
    return Damaged(
        f"{name} 无法读取（{type(error).__name__}），请重新下载。 ({name} cannot be read: download it again.)"
    )
