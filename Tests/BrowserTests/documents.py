"""A web server with documents to link to."""

import contextlib
import http.server
import threading

from server import SAMPLES


class Documents:
    """A web server with the sample documents, and one that holds its answer back."""

    def __init__(self):
        documents = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path.startswith("/slow"):
                    documents.asked.set()
                    documents.go.wait(60)
                found = {f"/{path.name}": path for path in SAMPLES}.get(self.path.removeprefix("/slow"))
                if not found:
                    return self.send_error(404)
                body = found.read_bytes()
                self.send_response(200)
                self.send_header("Content-Type", "application/pdf")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.asked, self.go = threading.Event(), threading.Event()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def link(self, path):
        return f"http://127.0.0.1:{self.server.server_address[1]}/{path}"

    def reset(self):
        self.go.set()
        self.asked, self.go = threading.Event(), threading.Event()
