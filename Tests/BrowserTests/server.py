"""A server of the tests' own: the real program, on a port and a data folder that nobody else has."""

import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.pdf"))
FIXTURES = ROOT / "Tests" / "Fixtures"
SWIMMER = "Yara Brammont"


def program() -> str:
    path = os.environ.get("HEATSYNC_SERVER") or str(ROOT / ".build" / "release" / "heatsync-server")
    if not os.access(path, os.X_OK):
        raise SystemExit(f"browser tests: {path} is missing; run 'make build'")
    return path


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Server:
    def __init__(self, **settings: str):
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.folder = tempfile.TemporaryDirectory(prefix="heatsync-browser-")
        self.settings = {
            "DATA_DIR": self.folder.name,
            "HOST": "127.0.0.1",
            "BASE_URL": self.url,
            "BATCH_CREATIONS_PER_MINUTE": "10000",
            "LOG_LEVEL": "warning",
            **settings,
        }
        self.log = open(pathlib.Path(self.folder.name) / "log", "ab")
        self.process = None
        self.start()

    def start(self):
        environment = {**os.environ, **self.settings}
        self.process = subprocess.Popen(
            [program(), "serve", "--port", str(self.port)], env=environment, stdout=self.log, stderr=self.log)
        end = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(self.url + "/api/health", timeout=2).read()
                return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > end:
                    log = (pathlib.Path(self.folder.name) / "log").read_text(errors="replace")
                    raise SystemExit(f"browser tests: the server did not start\n{log[-3000:]}")
                time.sleep(0.05)

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(40)

    def close(self):
        self.stop(signal.SIGKILL)
        self.log.close()
        self.folder.cleanup()

    def post(self, path: str) -> dict:
        request = urllib.request.Request(self.url + path, method="POST", headers={"Accept": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def get(self, path: str) -> dict:
        with urllib.request.urlopen(self.url + path) as answer:
            return json.load(answer)

    def sample(self) -> str:
        """A finished batch of the sample meet; its id."""
        batch = self.post("/api/sample")["batchId"]
        end = time.monotonic() + 60
        while self.get(f"/api/batch/{batch}")["batch"]["status"] in ("pending", "processing"):
            if time.monotonic() > end:
                raise AssertionError("the sample meet was not read in a minute")
            time.sleep(0.05)
        return batch
