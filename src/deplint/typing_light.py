"""What modules need of `typing` while they load, without loading it: type checkers see the real thing.

`typing` takes as long to load as a third of all that bare Python does, and its NamedTuple compiles the annotation of every field. The
one here makes the same class from the same lines in a third of the time. (tomli leaves `typing` to type checkers for the same reason.)
"""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Generic as Generic
    from typing import NamedTuple as NamedTuple
    from typing import Protocol as Protocol
    from typing import TypeVar as TypeVar
    from typing import overload as overload
else:
    from collections import namedtuple

    class _Made(type):
        def __new__(cls, name, bases, body):
            """The class of named tuples that a class body with annotated fields describes."""
            fields = body.pop("__annotations__", {})
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body.pop("__module__"))  # noqa: PYI024 (this is how)
            for key, value in body.items():
                setattr(made, key, value)
            return made

    NamedTuple = type.__new__(_Made, "NamedTuple", (), {})

    class Protocol:
        """Nothing but a base; whether something keeps to it, type checkers say."""

    class Generic:
        """A base that can be given parameters."""

        def __class_getitem__(cls, parameters):
            return cls

    TypeVar = str

    def overload(function):
        return function
