"""Rows of what it takes to decode a big attachment, beside memcpy and beside Python's email."""
import base64
import email
import email.policy
import json
import os
import quopri
import statistics
import subprocess
import time

from measure import micro, row
from servers import SERVER_CORE, on_core

OCTETS = 10 << 20


def decoded_here():
    program = os.path.join(os.environ["BUILD"], "tests", "bench", "bench_decode")
    seen = json.loads(subprocess.run(on_core(SERVER_CORE, [program]), capture_output=True, text=True, check=True, timeout=600).stdout)
    if seen["checked"] != OCTETS:
        raise RuntimeError("an attachment was decoded wrongly")
    return seen


def decoded_by_python(encoding):
    content = bytes((i * i >> 3) & 255 for i in range(4096)) * (OCTETS // 4096)
    encode = base64.encodebytes if encoding == "base64" else quopri.encodestring
    message = b"Content-Transfer-Encoding: " + encoding.encode() + b"\r\nContent-Type: application/octet-stream\r\n\r\n" + encode(content)
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        got = email.message_from_bytes(message, policy=email.policy.default).get_payload(decode=True)
        taken.append(time.perf_counter() - start)
        if len(got) != OCTETS:
            raise RuntimeError("Python decoded an attachment wrongly")
    return statistics.median(taken)


def decoding(wanted):
    name = "10 MiB attachment decoded, "
    if not any(wanted(name + encoding) for encoding in ("base64", "quoted-printable")):
        return
    ours = decoded_here()
    for encoding in ("base64", "quoted-printable"):
        key = encoding.replace("-", "_")
        yield row(name + encoding, micro(ours[key]), micro(ours["memcpy"]) + " (memcpy)", f"{ours[key] / ours['memcpy']:.1f}")
        theirs = decoded_by_python(encoding)
        ratio = ours[key] / theirs
        yield row(name + encoding, micro(ours[key]), micro(theirs) + " (Python)", f"{ratio:.2f}", "<= 1",
                  verdict="pass" if ratio <= 1 else "FAIL")
        yield row("10 MiB attachment diagnosed, " + encoding, micro(ours["diagnose_" + key]), micro(ours[key]) + " (decoded)",
                  f"{ours['diagnose_' + key] / ours[key]:.2f}")
