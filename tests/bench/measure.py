"""Pairs of runs, their medians, and what may be concluded from them."""
import dataclasses
import os
import pathlib
import statistics
import time

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "11"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "0.4"))
CONTROL_ROUNDS = max(3, ROUNDS // 2)
CONTROL_LIMIT = 0.1  # an A/A control further from 1 than this shows that the machine is not quiet enough


OTHERS_LIMIT = 0.2  # of one core
others = 0.0


@dataclasses.dataclass
class row:
    """One line of the table. `ratio` is ours divided by the reference's."""
    name: str
    ours: str
    reference: str = ""
    ratio: str = ""
    bar: str = ""
    control: str = ""
    verdict: str = ""


@dataclasses.dataclass
class ratios:
    pairs: list
    control: float = 1.0

    @property
    def median(self):
        return statistics.median(self.pairs)

    def quartiles(self):
        if len(self.pairs) < 3:
            return min(self.pairs), max(self.pairs)
        low, _, high = statistics.quantiles(self.pairs, n=4, method="inclusive")
        return low, high

    def text(self):
        low, high = self.quartiles()
        return f"{self.median:.2f} ({low:.2f}-{high:.2f})"

    def verdict(self, at_least=None, at_most=None):
        low, high = self.quartiles()
        holds = self.median >= at_least if at_least is not None else self.median <= at_most
        bar = at_least if at_least is not None else at_most
        if low < bar < high or abs(self.control - 1) > CONTROL_LIMIT:
            return "too noisy (near pass)" if holds else "too noisy (near fail)"
        return "pass" if holds else "FAIL"


def judge(value, at_most, unit=""):
    """The bar and the verdict of a single value; a time that is missed on a busy machine proves nothing."""
    noisy = unit == " ms" and others > OTHERS_LIMIT
    verdict = "pass" if value <= at_most else "too noisy (near fail)" if noisy else "FAIL"
    return f"<= {at_most:g}{unit}", verdict


def abba(first, second, rounds=ROUNDS):
    """Calls both in turn, each as often first as second; pairs of their results."""
    pairs = []
    for i in range(rounds):
        if i % 2 == 0:
            a, b = first(), second()
        else:
            b, a = second(), first()
        pairs.append((a, b))
    return pairs


def busy_seconds():
    """CPU time of everything on the machine."""
    fields = pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    return (sum(map(int, fields[:8])) - int(fields[3]) - int(fields[4])) / os.sysconf("SC_CLK_TCK")


def look_for_others(seconds=0.5):
    """Remembers how much CPU others take while none of ours runs; their work shows in single times."""
    global others
    busy = busy_seconds()
    time.sleep(seconds)
    others = (busy_seconds() - busy) / seconds


def load_average():
    return pathlib.Path("/proc/loadavg").read_text().split()[0]


def thousands(value):
    return f"{value:,.0f}"


def micro(seconds):
    return f"{seconds * 1e6:,.0f} us" if seconds < 0.01 else f"{seconds * 1e3:,.1f} ms"
