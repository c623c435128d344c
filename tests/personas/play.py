"""Plays a recording against our persona and compares line by line."""
import re

from client import AT_THE_END, PATIENCE, client, decoded, response

# Placeholders of the recordings, and what may stand in their place.
VOLATILE = {"queue_id": r"\S+", "conn_id": r"\S+", "date": r"\w{3}, [ \d]?\d \w{3} \d{4} \d\d:\d\d:\d\d [-+]\d{4}(?: \(\w+\))?|[^;]*\d{4}[^;]*",
            "time": r"\d+", "pid": r"\w+", "challenge": r"\S+"}


def equal(expected, said):
    if "{" not in expected:
        return expected == said
    pattern = "".join(f"(?:{VOLATILE[piece[1:-1]]})" if piece[1:-1] in VOLATILE and piece[0] == "{" else
                      ".*" if re.fullmatch(r"\{[a-z_ ]+\}", piece) else re.escape(piece)
                      for piece in re.split(r"(\{[a-z_ ]+\})", expected))
    return re.fullmatch(pattern, said) is not None


def aligned(expected, said):
    """Pairs of lines: as many as possible are equal, the others stand side by side or alone."""
    best = {}
    for i in range(len(expected), -1, -1):
        for j in range(len(said), -1, -1):
            if i == len(expected) or j == len(said):
                best[i, j] = (0, [(line, None) for line in expected[i:]] + [(None, line) for line in said[j:]])
                continue
            same = equal(expected[i], said[j])
            count, rest = best[i + 1, j + 1]
            options = [(count + same, [(expected[i], said[j]), *rest])]
            options += [(best[i + 1, j][0], [(expected[i], None), *best[i + 1, j][1]]),
                        (best[i, j + 1][0], [(None, said[j]), *best[i, j + 1][1]])]
            best[i, j] = max(options, key=lambda one: one[0])
    return best[0, 0][1]


class score:
    def __init__(self):
        self.equal, self.all, self.differences = 0, 0, []

    def line(self, where, expected, said):
        """Counts one line of the recording; a line that only we say is a difference too, but none of the recording's."""
        self.all += expected is not None
        if expected is not None and said is not None and equal(expected, said):
            self.equal += 1
        else:
            self.differences.append((where, expected, said))

    def extra(self, where, lines):
        for line in lines:
            self.line(where, None, line)


def challenge_in(lines):
    return decoded(lines[-1]) if lines and lines[-1].startswith("334 ") and len(lines[-1]) > 4 else None


class player:
    def __init__(self, server, result):
        self.server, self.result = server, result

    def play(self, script):
        for session in script.sessions:
            self.play_session(script, session)

    def play_session(self, script, session):
        port = self.server.port_of(session.profile)
        # The recording has the reply to the third connection.
        others = [client(port) for _ in range(2)] if script.name == "conn_limit" else []
        for other in others:
            other.hear(1, False)
        # Who talks before the banner hears it with the reply.
        early = not session.turns[0].replies and len(session.turns) > 1 and session.turns[1].what == "send"
        talker = client(port)
        said, mechanism, last, early_lines = [], None, None, []
        for turn in session.turns[1:] if early else session.turns:
            octets = turn.octets
            if turn.what == "repeat":
                for _ in range(turn.count):
                    talker.send(last)
                    talker.hear(1, False)
                continue
            if turn.what == "tls":
                talker.start_tls()
            if turn.what == "send":
                found = re.match(rb"(?i)AUTH ([\w-]+)", octets)
                mechanism = found[1].decode().upper() if found else mechanism
                octets = self.answer(turn, mechanism, said) or octets
                self.fill_in(talker, last, octets)
                last = octets
                talker.send(octets, turn.bytewise)
            patience = 3 if turn.closed or any(line.startswith("421") for line in turn.replies) else PATIENCE
            said = talker.hear(len(turn.replies), turn.closed, patience)
            early_lines = self.compare(script, turn, early_lines + said, talker.closed)
        early_lines += talker.hear(1 << 20, False, AT_THE_END)
        self.result.extra((script.name, b"(in the end)"), early_lines)
        for each in [talker, *others]:
            each.close()

    # Of a thousand recipients the recording has the first and the last.
    def fill_in(self, talker, last, octets):
        first, this = (re.match(rb"RCPT TO:<test\+(\d+)@", each or b"") for each in (last, octets))
        if not first or not this:
            return
        for number in range(int(first[1]) + 1, int(this[1])):
            talker.send(f"RCPT TO:<test+{number}@example.test>\r\n".encode())
            talker.hear(1, False)

    def answer(self, turn, mechanism, said):
        challenge = challenge_in(said)
        line = turn.octets.strip()
        computed = line == b"{response}" or (mechanism == "CRAM-MD5" and re.fullmatch(rb"dGVzdC[\w+/=]+", line))
        if challenge is None or not computed:
            return None
        succeeds = bool(turn.replies) and turn.replies[-1][:3] in ("235", "334")
        return response(mechanism, challenge, succeeds) + b"\r\n"

    def compare(self, script, turn, said, closed):
        where = (script.name, turn.octets if turn.what == "send" else turn.what.encode())
        pairs = aligned(turn.replies, said)
        # The client of the recording did not wait: what it had not read yet it read with the next reply.
        later = []
        while pairs and pairs[-1][0] is None:
            later.insert(0, pairs.pop()[1])
        for expected, heard in pairs:
            self.result.line(where, expected, heard)
        if turn.closed:
            self.result.line(where, "(hangs up)", "(hangs up)" if closed else None)
        return later
