"""What the flows through the web app have in common: one server and one browser for all of them, and what most begin with."""

import atexit
import functools
import os
import pathlib
import unittest

from playwright.sync_api import expect, sync_playwright

from documents import Documents
from server import SAMPLES, SWIMMER, Server

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
expect.set_options(timeout=20_000)


class World:
    """A server, documents to link to, and Chromium; started when they are first needed."""

    def __init__(self):
        self.documents = Documents()
        self.server = Server(DOWNLOAD_EXCEPTIONS=f"127.0.0.1:{self.documents.server.server_address[1]}")
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"] if os.geteuid() == 0 else [])
        atexit.register(self.close)

    def close(self):
        self.documents.reset()
        self.browser.close()
        self.playwright.stop()
        self.server.close()


world = functools.cache(World)


def at_both_sizes(flow):
    """The flow twice: on a phone and on a desktop."""
    flow.__test__ = False
    return [type(f"{flow.__name__}On{size.title()}", (flow, unittest.TestCase), {"size": size}) for size in SIZES]


class Flow:
    size: str

    def setUp(self):
        self.server, self.documents = world().server, world().documents
        self.pages, self.failures = [], self.count_failures()

    def count_failures(self):
        result = self._outcome.result
        return len(result.failures) + len(result.errors)

    def tearDown(self):
        """Says of a flow that failed where it stood."""
        if self.count_failures() == self.failures:
            return
        for page in self.pages:
            if page.is_closed():
                continue
            print(f"--- {page.url}, problems {page.problems}, waits for {sorted(page.waits_for)}, failed {page.failed}")
            print(page.locator("body").inner_text()[:1500])
        log = (pathlib.Path(self.server.folder.name) / "log").read_text(errors="replace")
        print(f"--- the server's log ends with\n{log[-1500:]}")

    def open(self, path="/", *, script=True, offline_app=False, dark=False, locale="en-US", permissions=()):
        width, height = SIZES[self.size]
        context = world().browser.new_context(
            viewport={"width": width, "height": height}, has_touch=self.size == "phone", java_script_enabled=script,
            accept_downloads=True, color_scheme="dark" if dark else "light", service_workers="allow" if offline_app else "block",
            base_url=self.server.url, locale=locale, permissions=list(permissions))
        self.addCleanup(context.close)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda message: page.problems.append(message.text) if "Content Security Policy" in message.text else None)
        page.waits_for, page.failed = set(), []
        page.on("request", lambda request: page.waits_for.add(f"{request.method} {request.url}"))
        for kind in ("requestfinished", "requestfailed"):
            page.on(kind, lambda request: page.waits_for.discard(f"{request.method} {request.url}"))
        page.on("requestfailed", lambda request: page.failed.append(f"{request.method} {request.url}: {request.failure}"))
        page.on("response", lambda response: page.failed.append(f"{response.status} {response.url}") if response.status >= 400 else None)
        self.pages.append(page)
        page.goto(path)
        return page

    def add_swimmer(self, page, name=SWIMMER):
        page.get_by_label("First and last name").fill(name)
        page.get_by_label("First and last name").press("Enter")

    def shows_races(self, page, count=5):
        page.wait_for_url("**/batch/*")
        expect(page.locator(".race")).to_have_count(count, timeout=30_000)
        expect(page.locator("#progress")).to_have_count(0)
        self.assertEqual(page.problems, [])

    def download(self, page):
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Add to calendar").click()
        path = pathlib.Path(waiting.value.path())
        return waiting.value.suggested_filename, path.read_text()

    def slow_batch(self, page):
        self.documents.reset()
        self.addCleanup(self.documents.reset)
        self.add_swimmer(page)
        page.get_by_text("Use a link instead").click()
        page.get_by_label("Address of a PDF").fill(self.documents.link("slow/" + SAMPLES[0].name))
        page.locator("#add-link").click()
        page.get_by_role("button", name="Find races").click()
        page.wait_for_url("**/batch/*")
        expect(page.locator("#progress")).to_be_visible()
        self.assertTrue(self.documents.asked.wait(20))
