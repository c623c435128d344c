"""Rows of what the API answers, and how soon."""
import http.client
import socket
import statistics
import time

from load import bench_load, send
from measure import judge, micro, row, thousands
from servers import mock


class talk:
    """One SMTP session that sends small messages."""

    def __init__(self, to):
        self.socket = socket.create_connection(("127.0.0.1", to.port), 30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.reply()
        self.ask("EHLO bench.example.test")

    def reply(self):
        text = b""
        while not text.endswith(b"\r\n") or text.split(b"\r\n")[-2][3:4] == b"-":
            text += self.socket.recv(65536)
        if text[:1] not in b"23":
            raise RuntimeError(text)
        return text

    def ask(self, line):
        self.socket.sendall(line.encode() + b"\r\n")
        return self.reply()

    def until_the_dot(self, to):
        for line in ("MAIL FROM:<app@example.test>", f"RCPT TO:<{to}>", "DATA"):
            self.ask(line)
        self.socket.sendall(b"Subject: now\r\n\r\nhello\r\n")


def after_a_250(wanted, times=1000):
    name = "first request after a 250 finds the message"
    if not wanted(name):
        return
    with mock() as ours:
        client, found = talk(ours), 0
        for i in range(times):
            client.until_the_dot(f"r{i}@example.test")
            client.ask(".")
            found += len(ours.request("GET", f"/v1/messages?to=r{i}@example.test")["messages"])
        yield row(name, f"{found} of {times}", bar=f"= {times}", verdict="pass" if found == times else "FAIL")
        delays = sorted(waited(ours, client, f"w{i}@example.test") for i in range(times // 5))
        bar, verdict = judge(statistics.median(delays) * 1000, 1, " ms")
        yield row("250 received to long-poll answered", micro(statistics.median(delays)), bar=bar, verdict=verdict)


def waited(ours, client, to):
    """Seconds between the 250 and the first octet of the answer to a request that waits for such a message."""
    client.until_the_dot(to)
    waiting = http.client.HTTPConnection("127.0.0.1", ours.http, timeout=30)
    waiting.request("GET", f"/v1/messages?to={to}&count=1..&wait=20s")
    time.sleep(0.02)  # the request has to be waiting; what is measured starts later
    client.socket.sendall(b".\r\n")
    client.reply()
    start = time.perf_counter()
    waiting.sock.recv(1)
    taken = time.perf_counter() - start
    waiting.close()
    return taken


def filters(wanted, count=100000):
    """Over many messages: what filters and pages take, and whether capturing is as cheap at the end as at first."""
    if not wanted("filter over"):
        return
    with mock() as ours:
        costs = []
        for _ in range(10):
            seen = bench_load("send", port=ours.port, process=ours.pid, sessions=20, messages=count // 10, login=1, varied=1)
            costs.append(seen["server_cpu"] / seen["acknowledged"])
        ours.check(count)
        first, last = statistics.median(costs[:3]), statistics.median(costs[-3:])
        yield row(f"CPU a message, the last 30% of {count:,}", micro(last), micro(first) + " (first 30%)", f"{last / first:.2f}",
                  "<= 1.2", verdict="pass" if last / first <= 1.2 else "FAIL")
        for title, query, most in (
                ("recipient, indexed", "to=r4711@example.test", 5),
                ("user, indexed, a page of 200", "user=user7&limit=200", 10),
                ("subject, scanned", "subject=Message+number+4711".replace("+", "%20"), 50),
                ("recipient's end, scanned", "to.suffix=4711@example.test&limit=200", 50),
                ("a page of 200", "limit=200", 10),
                ("a page of 200, the last", f"limit=200&page={count // 200}", 10)):
            taken = timed(ours, "/v1/messages?" + query)
            bar, verdict = judge(taken * 1000, most, " ms")
            yield row(f"filter over {count:,}: {title}", micro(taken), bar=bar, verdict=verdict)
        taken = timed(ours, f"/v1/messages/m{count // 2}")
        bar, verdict = judge(taken * 1000, 5, " ms")
        yield row(f"one by id among {count:,}", micro(taken), bar=bar, verdict=verdict)


def timed(ours, path, times=7):
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        ours.octets("GET", path)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def beside_lists(wanted, count=10000, sent=2000):
    name = f"SMTP latency while {count:,} are listed"
    if not wanted(name):
        return
    with mock() as ours:
        send(ours, count, sessions=20, varied=1)
        how = {"port": ours.port, "process": ours.pid, "sessions": 1, "messages": sent}
        quiet = bench_load("send", **how)
        beside = bench_load("send", http=ours.http, path=f"/v1/messages?limit={count}", **how)
    grown = beside["latency_median"] / quiet["latency_median"]
    yield row(name, micro(beside["latency_median"]), micro(quiet["latency_median"]) + " (quiet)", f"{grown:.2f}", "<= 2",
              verdict="pass" if grown <= 2 else "FAIL")
    bar, verdict = judge(beside["latency_p99"] * 1000, 5, " ms")
    yield row("  p99", micro(beside["latency_p99"]), micro(quiet["latency_p99"]) + " (quiet)", bar=bar, verdict=verdict)
    yield row("  one list, meanwhile", micro(beside["list_seconds"]), f"{thousands(beside['list_octets'] / 1024)} KiB")
