"""Pictures of every page at the size of a phone and of a desktop, light and dark, into .screenshots/."""

import os

from playwright.sync_api import expect, sync_playwright

from documents import Documents
from server import FIXTURES, ROOT, SAMPLES, SWIMMER, Server

SIZES = {"phone": ({"width": 390, "height": 844}, 2), "desktop": ({"width": 1280, "height": 900}, 1)}
SIBLINGS = [SWIMMER, "Nora Wexmont", "Theo Wexmont"]
FOLDER = ROOT / ".screenshots"


class Album:
    """The pictures of one size and colour scheme."""

    def __init__(self, browser, server, documents, size, scheme):
        self.server, self.documents, self.suffix = server, documents, f"{size}-{scheme}"
        viewport, scale = SIZES[size]
        self.context = browser.new_context(
            viewport=viewport, device_scale_factor=scale, color_scheme=scheme, base_url=server.url, service_workers="block",
            locale="en-US")
        self.page = self.context.new_page()

    def take(self, name, path=None):
        page = self.page
        if path:
            page.goto(path)
        for image in page.locator("img[loading=lazy]:visible").all():
            image.scroll_into_view_if_needed()
        page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(150)  # a smooth way back to the top
        page.screenshot(path=FOLDER / f"{name}-{self.suffix}.png", full_page=True)

    def give(self, names, files, count=None):
        page = self.page
        page.goto("/")
        page.evaluate("localStorage.clear()")
        page.reload()
        for name in names:
            page.get_by_label("First and last name").fill(name)
            page.get_by_label("First and last name").press("Enter")
        page.locator("#files").set_input_files([str(file) for file in files])
        page.wait_for_url("**/batch/*")
        expect(page.locator("#progress")).to_have_count(0, timeout=30_000)

    def front(self):
        page = self.page
        self.take("start", "/")
        for name in SIBLINGS:
            page.get_by_label("First and last name").fill(name)
            page.get_by_label("First and last name").press("Enter")
        page.locator("#files").set_input_files([
            {"name": path.name, "mimeType": "application/pdf", "buffer": path.read_bytes()} for path in SAMPLES
        ] + [{"name": "photo-of-a-sheet-with-a-long-name-from-the-meet.pdf", "mimeType": "application/pdf", "buffer": b"\x89PNG"}])
        expect(page.locator("#queue .bad")).to_be_visible()
        page.get_by_text("Use a link instead").click()
        self.take("start-queue")
        self.take("start-again", "/")

    def reading(self):
        page = self.page
        self.documents.reset()
        page.goto("/")
        page.get_by_text("Use a link instead").click()
        for name in ("slow/" + SAMPLES[0].name, SAMPLES[1].name):
            page.get_by_label("Address of a PDF").fill(self.documents.link(name))
            page.locator("#add-link").click()
        page.get_by_role("button", name="Find races").click()
        page.wait_for_url("**/batch/*")
        expect(page.locator(".p-done")).to_have_count(1)
        self.take("progress")
        page.context.set_offline(True)
        expect(page.locator("#offline")).to_be_visible()
        self.take("progress-offline")
        page.context.set_offline(False)
        page.get_by_role("button", name="Cancel").click()
        expect(page.locator("#progress")).to_have_count(0)
        self.take("cancelled")
        self.documents.reset()

    def results(self):
        page = self.page
        self.give(SIBLINGS, SAMPLES)
        batch = page.url
        for summary in page.locator("summary").all():
            if summary.is_visible():
                summary.click()
        self.take("siblings-open")
        self.take("siblings", batch)
        self.take("siblings-print", batch + "/print")
        self.take("siblings-arm", batch + "/arm")
        page.emulate_media(media="print")
        page.goto(batch + "/print")
        page.screenshot(path=FOLDER / f"siblings-paper-{self.suffix}.png", full_page=True)
        page.emulate_media(media="screen")
        page.goto(batch)
        self.take("sheet", page.locator(".on-sheet").first.get_attribute("href"))
        self.give([SWIMMER], SAMPLES)
        self.take("batch")
        page.clock.set_fixed_time("2026-06-13T08:45:00")
        page.evaluate("document.getElementById('next').hidden = false")
        page.evaluate("dispatchEvent(new Event('visibilitychange'))")
        self.take("batch-on-the-day")

    def trouble(self):
        page = self.page
        self.give(["Farnoway"], [SAMPLES[0]])
        self.take("ambiguous")
        self.give(["Yara Bramont"], [SAMPLES[0]])
        self.take("did-you-mean")
        self.give(["Zebulon Quickwater"], [FIXTURES / "negative-newsletter.pdf", FIXTURES / "negative-results-2col.pdf"])
        self.take("no-races")
        broken = FOLDER / "broken.pdf"
        broken.write_bytes(b"%PDF-1.7\nnothing of it is a document")
        self.give([SWIMMER], [SAMPLES[0], broken])
        self.take("failed-one")
        self.give([SWIMMER], [broken])
        self.take("failed-all")
        self.take("delete", page.url + "/delete")

    def close(self):
        self.context.close()


def main():
    FOLDER.mkdir(exist_ok=True)
    documents = Documents()
    server = Server(DOWNLOAD_EXCEPTIONS=f"127.0.0.1:{documents.server.server_address[1]}")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
                args=["--no-sandbox"] if os.geteuid() == 0 else [])
            for size in SIZES:
                for scheme in ("light", "dark"):
                    album = Album(browser, server, documents, size, scheme)
                    album.front()
                    for name in ("help", "privacy"):
                        album.take(name, f"/{name}")
                    album.take("error-404", "/nothing-here")
                    album.take("developers", "/docs/api")
                    album.reading()
                    album.results()
                    album.trouble()
                    album.close()
            browser.close()
        print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")
    finally:
        documents.reset()
        server.close()


if __name__ == "__main__":
    main()
