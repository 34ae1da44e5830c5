"""A worker who dies in the middle of a day: between two calls of its ports."""


class Dies(BaseException):
    """The worker is gone between two calls of its ports."""


def dies(*_args, **_kwargs):
    """Stands for any call in which the worker is gone."""
    raise Dies


class Mortal:
    """A port behind which a worker dies once it has made so many calls, of all its ports together."""

    def __init__(self, port, left):
        self._port = port
        self._left = left

    def __getattr__(self, name):
        found = getattr(self._port, name)
        if not callable(found):
            return found

        def called(*arguments, **options):
            if self._left[0] == 0:
                raise Dies
            self._left[0] -= 1
            told = found(*arguments, **options)
            return Mortal(told, self._left) if name == "prepare" else told

        return called


def mortal(ports, calls):
    """The ports of a worker who dies before the call after so many."""
    left = [calls]
    plain = dict(vars(ports))
    opened = {name: plain.pop(name) for name in ("sales_of", "ledger_of", "writer_of")}
    wrapped = {name: Mortal(port, left) for name, port in plain.items()}
    doors = {name: (lambda key, door=door: Mortal(door(key), left)) for name, door in opened.items()}
    return ports.but(**wrapped, **doors)
