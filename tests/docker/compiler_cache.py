"""What tests/run has compiled, for the compiler in the image, which would compile the same: served as ccache reads it."""
import functools
import http.server
import os
import pathlib
import threading
import zlib

FOLDER = pathlib.Path(os.environ["BUILD"]) / "ccache"
# Always the same, for it stands in an argument of the build: with another one nothing of an earlier build would count.
PORT = 20000 + zlib.crc32(str(FOLDER).encode()) % 10000


class quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@functools.cache  # once, as long as we run
def served():
    """The arguments that tell docker build; where nothing can be served there are none, and it compiles by itself."""
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), functools.partial(quiet, directory=FOLDER))
    except OSError as taken:
        print(f"no compiler cache: {taken}", flush=True)
        return ()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return "--build-arg", f"CCACHE_REMOTE_STORAGE=http://127.0.0.1:{PORT}|read-only"
