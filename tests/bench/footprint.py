"""Rows of start-up, memory and handshakes."""
import concurrent.futures
import statistics
import subprocess
import time

from load import bench_load, send
from measure import CONTROL_ROUNDS, ROUNDS, abba, judge, micro, ratios, row, thousands
from servers import MOCKSMTP, SERVER_CORE, WORK, free_port, mock, postfix_environment, sink, sink_command, tls_reference


def started(command_for, environment=None):
    port = free_port()
    return bench_load("start", port=port, core=SERVER_CORE, rest=["--", *command_for(port)], environment=environment)["seconds"]


def we_started():
    return started(lambda port: [MOCKSMTP, "--smtp-port", str(port), "--smtps-port", "0", "--http-port", "0"])


def they_started():
    return started(sink_command, postfix_environment())


def start_up(wanted):
    name = "exec to the first 220"
    if not wanted(name):
        return
    control = abba(we_started, we_started, CONTROL_ROUNDS)
    pairs = abba(we_started, they_started)
    found = ratios([a / b for a, b in pairs], statistics.median(a / b for a, b in control))
    ours = statistics.median(a for a, _ in pairs)
    yield row(name, micro(ours), micro(statistics.median(b for _, b in pairs)), found.text(), "<= 1",
              f"{found.control:.2f}", found.verdict(at_most=1))
    bar, verdict = judge(ours * 1000, 10, " ms")
    yield row("  in itself", micro(ours), bar=bar, verdict=verdict)


def memory(wanted):
    if not wanted("resident memory"):
        return
    with mock() as ours, sink() as theirs:
        idle = ours.memory() / 1024
        bar, verdict = judge(idle, 8, " MiB")
        yield row("resident memory, idle", f"{idle:.1f} MiB", f"{theirs.memory() / 1024:.1f} MiB", bar=bar, verdict=verdict)
        send(ours, 1000, sessions=20)  # buffers and the like are there now
        ours.begin()
        before, messages, size = ours.memory(), 50000, 1024
        bench_load("send", port=ours.port, sessions=20, messages=messages, size=size)
        above = (ours.memory() - before - messages * size / 1024) / messages
        bar, verdict = judge(above, 1.5, " KiB")
        yield row("resident memory a 1 KiB message", f"{above:.2f} KiB above it", bar=bar, verdict=verdict)


def seconds_a_handshake(port, mode, count, clients=4):
    """Of several clients at once, which s_server takes one after the other."""
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(clients) as all_of_them:
        list(all_of_them.map(lambda _: bench_load("handshake", port=port, count=count, mode=mode), range(clients)))
    return (time.monotonic() - start) / (clients * count)


def handshakes(wanted, count=300):
    name = "TLS handshakes, ECDSA P-256"
    if not wanted(name):
        return
    pem = str(WORK / "leaf.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "9",
                    "-subj", "/CN=localhost", "-keyout", pem, "-out", pem + ".certificate"], check=True, capture_output=True)
    with open(pem, "a") as both, open(pem + ".certificate") as certificate:
        both.write(certificate.read())
    with mock("--tls-cert", pem) as ours, tls_reference(pem) as theirs:
        def cpu(at, port, mode):
            return bench_load("handshake", port=port, process=at.pid, count=count, mode=mode)["server_cpu"] / count
        def wall(at, port, mode):
            return seconds_a_handshake(port, mode, count // 2)
        # The bar is for the rate. Of the CPU time nearly all is OpenSSL's, here and there, and STARTTLS has a conversation before.
        for what, shake, bar in (("a second, 4 clients", wall, 1.2), ("a CPU second", cpu, None)):
            for mode, port in (("starttls", ours.port), ("implicit", ours.tls_port)):
                control = abba(lambda: shake(ours, port, mode), lambda: shake(ours, port, mode), CONTROL_ROUNDS)
                pairs = abba(lambda: shake(ours, port, mode), lambda: shake(theirs, theirs.port, "implicit"), max(5, ROUNDS // 2))
                found = ratios([b / a for a, b in pairs], statistics.median(b / a for a, b in control))
                yield row(f"{name}, {mode}, {what}", thousands(1 / statistics.median(a for a, _ in pairs)),
                          thousands(1 / statistics.median(b for _, b in pairs)) + " (s_server)", found.text(),
                          f">= {bar}" if bar else "", f"{found.control:.2f}", found.verdict(at_least=bar) if bar else "")
