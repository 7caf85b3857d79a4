"""Warm sandboxes that go on from one grading to the next, in place of new ones.

Each hand-in is a fork of its own either way, and what it does ends with it.
"""

import os

from course_helpers.grading.run import walls
from course_helpers.grading.run.sandbox import Sandbox
from course_helpers.grading.run.workshop import Workshop
from tests.warm.latest import Latest


def key(workshop: Workshop) -> tuple:
    """Return what a sandbox is started with."""
    mounts = [*walls._system(), *walls._interpreter(), *walls._course()]
    hidden = frozenset(walls._covers(workshop.secrets, mounts))
    chosen = {k: v for k, v in os.environ.items() if k.startswith("COURSE")}
    return workshop.limits, workshop.walls, hidden, frozenset(chosen.items())


class Kept(Latest):
    """The idle sandboxes, by what they were started with."""

    def enter(self, workshop: Workshop) -> Workshop:
        """Take over an idle one where there is one."""
        while sandbox := self.take(key(workshop)):
            workshop._sandbox = sandbox
            if not sandbox.ended:
                return workshop
            sandbox.__exit__()
        return _enter(workshop)

    def exit(self, workshop: Workshop, kind: type | None = None, *_: object) -> None:
        """Keep it, unless it is gone, is not ready or has hand-ins still."""
        sandbox = workshop._sandbox
        if kind or workshop._stopped or sandbox.ended or sandbox._trouble != "":
            _exit(workshop)
        else:
            workshop._stopped = True
            self.keep(key(workshop), sandbox)

    def stop(self, sandbox: Sandbox) -> None:
        sandbox.__exit__()


_enter, _exit = Workshop.__enter__, Workshop.__exit__
