"""Every kind of load once, small: all of it works, and what was acknowledged is in the API. Nothing is timed."""
from load import bench_load, idle_connections, send, smtp_source
from servers import mock, sink

import footprint
import throughput


def run():
    count = 0
    with mock() as ours, sink() as theirs:
        for name, how, *_ in throughput.SCENARIOS:
            for at in (ours, theirs):
                count += 1
                seen = how(at, 3 if "MiB" in name else 40)
                print(f"{name} to {at.name}: {seen['acknowledged']} acknowledged")
        seen = send(ours, 100, sessions=5, varied=1, login=1)
        names = {one["to"][0] for one in ours.request("GET", "/v1/messages")["messages"]}
        expect("recipients", len(names), 100)
        expect("messages of one user", len(ours.request("GET", "/v1/messages?user=user3")["messages"]) > 0, True)
        with idle_connections(ours, 200) as idle:
            send(ours, 40, sessions=20)
        expect("idle connections served", idle.served, 200)
        for mode, port in (("starttls", ours.port), ("implicit", ours.tls_port)):
            expect(f"handshakes, {mode}", bench_load("handshake", port=port, count=5, mode=mode)["handshakes"], 5)
        seen = bench_load("send", port=ours.port, messages=200, http=ours.http, path="/v1/messages")
        expect("acknowledged beside lists", seen["acknowledged"], 200)
        expect("messages", ours.request("GET", "/v1/state")["messages"], 240)
        count += 7
    for start in (footprint.we_started, footprint.they_started):
        expect("started", start() > 0, True)
        count += 1
    print(f"count: {count}")


def expect(what, got, wanted):
    if got != wanted:
        raise AssertionError(f"{what}: {got}, not {wanted}")
    print(f"{what}: {got}")
