"""A partner who tells a story through the JSON API alone."""

from unit.portal.calls import Caller


class Partner:
    """Calls in the order of a story: every answer has to be a success."""

    def __init__(self, world):
        self._world = world
        self.caller = Caller(world)

    def reads(self, address):
        return self._succeeded(*self.caller.get(address)[:2])

    def sends(self, method, address, body=None):
        return self._succeeded(*self.caller.send(method, address, body)[:2])

    def lets_the_worker_run(self):
        self._world.clock.advance(minutes=1)
        self._world.work()

    @staticmethod
    def _succeeded(status, body):
        assert status == 200, body
        return body
