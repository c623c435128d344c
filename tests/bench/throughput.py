"""Rows of messages a second and CPU a message, side by side with smtp-sink."""
import json
import statistics
from functools import partial

from load import idle_connections, send, smtp_source
from measure import CONTROL_ROUNDS, SECONDS, abba, micro, ratios, row, thousands
from servers import bare, mock, sink

# name, how it is sent, the least ratio of rates, the largest ratio of CPU a message
SCENARIOS = (
    ("1 KiB, 20 kept sessions", partial(send, sessions=20), 1.5, 0.75),
    ("1 KiB, 20 sessions, a message in one write", partial(send, sessions=20, flow="pipelined", depth=1), 1.7, None),
    ("1 KiB, 20 sessions, 50 messages in one write", partial(send, sessions=20, flow="pipelined"), None, None),
    ("1 KiB, one message a connection", partial(send, sessions=20, flow="single"), 1.1, None),
    ("100 KiB, 4 kept sessions", partial(send, sessions=4, size=102400), 2.5, None),
    ("10 MiB, 1 kept session", partial(send, sessions=1, size=10485760), 4, None),
    ("smtp-source, 1 KiB, 1 session", partial(smtp_source, sessions=1, size=1024), None, 0.75),
    ("smtp-source, 1 KiB, 20 sessions", partial(smtp_source, sessions=20, size=1024), None, 0.75),
)


def rate(seen):
    return seen["acknowledged"] / seen["seconds"]


def cpu(seen):
    return seen["server_cpu"] / seen["acknowledged"]


def calibrated(run, at):
    """How many messages take about one run's time."""
    messages = 4
    while (seen := run(at, messages))["seconds"] < SECONDS / 4 and messages < 200000:
        messages *= 4
    return max(4, int(messages * SECONDS / seen["seconds"]))


def compared(name, run, least_rate, most_cpu, ours, theirs):
    messages = calibrated(run, ours)
    control = abba(lambda: run(ours, messages), lambda: run(ours, messages), CONTROL_ROUNDS)
    pairs = abba(lambda: run(ours, messages), lambda: run(theirs, messages))
    rates = ratios([rate(a) / rate(b) for a, b in pairs], statistics.median(rate(a) / rate(b) for a, b in control))
    costs = ratios([cpu(a) / cpu(b) for a, b in pairs], statistics.median(cpu(a) / cpu(b) for a, b in control))
    median = lambda of, side: statistics.median(of(pair[side]) for pair in pairs)
    yield row(name, thousands(median(rate, 0)) + "/s", thousands(median(rate, 1)) + "/s", rates.text(),
              f">= {least_rate}" if least_rate else "", f"{rates.control:.2f}",
              rates.verdict(at_least=least_rate) if least_rate else "")
    yield row("  CPU a message", micro(median(cpu, 0)), micro(median(cpu, 1)), costs.text(),
              f"<= {most_cpu}" if most_cpu else "", f"{costs.control:.2f}",
              costs.verdict(at_most=most_cpu) if most_cpu else "")


def bounded(run, least, theirs):
    """What the ratio to the same reference is of a server that does nothing but answer: the most that can be reached."""
    messages = calibrated(run, least)
    pairs = abba(lambda: run(least, messages), lambda: run(theirs, messages))
    for name, of, shown in (("  a server that does nothing", rate, lambda value: thousands(value) + "/s"), ("    CPU a message", cpu, micro)):
        found = ratios([of(a) / of(b) for a, b in pairs])
        yield row(name, *(shown(statistics.median(of(pair[side]) for pair in pairs)) for side in (0, 1)), found.text())


def side_by_side(wanted):
    with mock() as ours, sink() as theirs, bare() as least:
        for name, run, least_rate, most_cpu in SCENARIOS:
            if wanted(name):
                yield from compared(name, run, least_rate, most_cpu, ours, theirs)
                if "1 KiB" in name:
                    yield from bounded(run, least, theirs)


def slowed(name, pairs, control, without):
    """How the rate of the first of each pair compares to that of the second, which is without what is looked at."""
    rates = ratios([rate(a) / rate(b) for a, b in pairs], statistics.median(rate(a) / rate(b) for a, b in control))
    return row(name, thousands(statistics.median(rate(a) for a, _ in pairs)) + "/s",
               thousands(statistics.median(rate(b) for _, b in pairs)) + f"/s ({without})", rates.text(), ">= 0.95",
               f"{rates.control:.2f}", rates.verdict(at_least=0.95))


def beside_idle(wanted, count=9000):
    """The same load with and without thousands of idle connections, and what they cost."""
    name = f"1 KiB, beside {count:,} idle connections"
    if not wanted(name):
        return
    run = partial(send, sessions=20)
    with mock() as alone, mock() as crowded:
        messages = calibrated(run, alone)
        empty = crowded.memory()
        with idle_connections(crowded, count) as idle:
            each = (crowded.memory() - empty) / count
            pairs = abba(lambda: run(crowded, messages), lambda: run(alone, messages))
        control = abba(lambda: run(crowded, messages), lambda: run(alone, messages), CONTROL_ROUNDS)
    yield slowed(name, pairs, control, "none idle")
    yield row("  KiB an idle connection", f"{each:.1f} KiB", bar="<= 6", verdict="pass" if each <= 6 else "FAIL")
    yield row("  of them served afterwards", thousands(idle.served), bar=f"= {count:,}",
              verdict="pass" if idle.served == count else "FAIL")


def rules_of_vrfy(count):
    """So many, none of which the load ever meets."""
    return [word for i in range(count)
            for word in ("--rule", json.dumps({"on": "vrfy", "match": {"argument": f"user{i}"}, "reply": "252 no"}))]


def beside_rules(wanted, count=1000):
    """The same load with and without rules at a stage it never comes to."""
    name = f"1 KiB, 20 kept sessions, {count:,} rules of other stages"
    if not wanted(name):
        return
    run = partial(send, sessions=20)
    with mock() as alone, mock(*rules_of_vrfy(count)) as ruled:
        messages = calibrated(run, alone)
        control = abba(lambda: run(alone, messages), lambda: run(alone, messages), CONTROL_ROUNDS)
        pairs = abba(lambda: run(ruled, messages), lambda: run(alone, messages))
    yield slowed(name, pairs, control, "no rules")
    costs = ratios([cpu(a) / cpu(b) for a, b in pairs], statistics.median(cpu(a) / cpu(b) for a, b in control))
    yield row("  CPU a message", micro(statistics.median(cpu(a) for a, _ in pairs)),
              micro(statistics.median(cpu(b) for _, b in pairs)), costs.text(), "<= 1.05", f"{costs.control:.2f}",
              costs.verdict(at_most=1.05))
