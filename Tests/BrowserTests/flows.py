"""What people do with the web app, done in Chromium at the size of a phone and of a desktop. Run by scripts/browser-tests."""

import contextlib
import http.server
import os
import pathlib
import signal
import sys
import tempfile
import threading
import time
import unittest

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from server import FIXTURES, SAMPLES, SWIMMER, Server

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
expect.set_options(timeout=20_000)


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


def setUpModule():
    global server, playwright, browser, documents
    documents = Documents()
    port = documents.server.server_address[1]
    server = Server(DOWNLOAD_EXCEPTIONS=f"127.0.0.1:{port}")
    playwright = sync_playwright().start()
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"] if os.geteuid() == 0 else [])


def tearDownModule():
    documents.reset()
    browser.close()
    playwright.stop()
    server.close()


class Flow(unittest.TestCase):
    size = "phone"

    def open(self, path="/", *, script=True, offline_app=False, dark=False):
        width, height = SIZES[self.size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, has_touch=self.size == "phone", java_script_enabled=script,
            accept_downloads=True, color_scheme="dark" if dark else "light", service_workers="allow" if offline_app else "block",
            base_url=server.url)
        self.addCleanup(context.close)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda message: page.problems.append(message.text) if "Content Security Policy" in message.text else None)
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

    # ---- The way in

    def test_name_and_files_lead_to_the_calendar_in_three_actions(self):
        page = self.open()
        page.get_by_label("First and last name").fill(SWIMMER)
        begun = time.monotonic()
        page.locator("#files").set_input_files([str(path) for path in SAMPLES])
        self.shows_races(page)
        waited = time.monotonic() - begun
        name, text = self.download(page)
        self.assertEqual(name, "yara-t-brammont-harbor-lights-invitational.ics")
        self.assertEqual(text.count("BEGIN:VEVENT"), 5)
        self.assertEqual(text.count("TRIGGER:-PT10M"), 5)
        self.assertLess(waited, float(os.environ.get("MOST_WAITING", "3")))
        print(f"{self.size}: {waited:.2f} s from three files to races")

    def test_swimmers_are_chips_that_the_device_remembers(self):
        page = self.open()
        self.add_swimmer(page)
        self.add_swimmer(page, "Nora Wexmont")
        self.add_swimmer(page, "nora  wexmont")
        expect(page.locator(".chip")).to_have_count(2)
        page.reload()
        expect(page.locator(".chip")).to_have_count(2)
        page.get_by_role("button", name="Remove Nora Wexmont").click()
        page.reload()
        expect(page.locator(".chip")).to_have_text([f"{SWIMMER}×"])

    def test_the_queue_can_be_reordered_by_keyboard_and_says_what_is_wrong_before_anything_is_sent(self):
        page = self.open()
        sent = []
        page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
        page.locator("#files").set_input_files([str(SAMPLES[0]), str(SAMPLES[1])])
        expect(page.locator("#queue li")).to_have_count(2)
        page.get_by_role("button", name=f"Move down {SAMPLES[0].name}").press("Enter")
        expect(page.locator("#queue .doc-name")).to_have_text([SAMPLES[1].name, SAMPLES[0].name])
        page.keyboard.press("Alt+ArrowUp")
        expect(page.locator("#queue .doc-name")).to_have_text([SAMPLES[0].name, SAMPLES[1].name])
        page.locator("#files").set_input_files({"name": "photo.pdf", "mimeType": "application/pdf", "buffer": b"\x89PNG picture"})
        expect(page.locator("#queue .bad")).to_contain_text("This is not a PDF")
        page.locator("#files").set_input_files({"name": "none.pdf", "mimeType": "application/pdf", "buffer": b""})
        expect(page.locator("#queue .bad").nth(1)).to_contain_text("This file is empty")
        self.add_swimmer(page)
        page.get_by_role("button", name="Find races").click()
        expect(page.locator("#what-error")).to_contain_text("Remove the 2 documents")
        self.assertEqual(sent, [])
        page.get_by_role("button", name="Remove photo.pdf").click()
        page.get_by_role("button", name="Remove none.pdf").click()
        page.get_by_role("button", name="Find races").click()
        self.shows_races(page, 3)

    def test_sixteen_files_are_refused_before_they_are_sent(self):
        page = self.open()
        self.add_swimmer(page)
        body = SAMPLES[2].read_bytes()
        page.locator("#files").set_input_files(
            [{"name": f"{number}.pdf", "mimeType": "application/pdf", "buffer": body} for number in range(16)])
        expect(page.locator("#what-error")).to_contain_text("15 documents are the most at once")
        page.get_by_role("button", name="Find races").click()
        page.wait_for_timeout(300)
        self.assertNotIn("/batch/", page.url)

    def test_files_can_be_dropped_anywhere(self):
        page = self.open()
        transfer = page.evaluate_handle(
            """bytes => { const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], "dropped.pdf", { type: "application/pdf" })); return data; }""",
            list(SAMPLES[2].read_bytes()))
        page.dispatch_event("body", "drop", {"dataTransfer": transfer})
        expect(page.locator("#queue .doc-name")).to_have_text(["dropped.pdf"])

    def test_links_alone(self):
        page = self.open()
        self.add_swimmer(page)
        page.get_by_text("Use a link instead").click()
        page.get_by_label("Address of a PDF").fill("not an address")
        page.locator("#add-link").click()
        expect(page.locator("#link-error")).to_contain_text("This is no address")
        page.get_by_label("Address of a PDF").fill(documents.link(SAMPLES[0].name))
        page.locator("#add-link").click()
        expect(page.locator("#queue li")).to_have_count(1)
        page.get_by_role("button", name="Find races").click()
        self.shows_races(page, 2)

    def test_files_and_links_together(self):
        page = self.open()
        self.add_swimmer(page)
        page.get_by_text("Use a link instead").click()
        page.get_by_label("Address of a PDF").fill(documents.link(SAMPLES[0].name))
        page.locator("#add-link").click()
        page.locator("#files").set_input_files([str(SAMPLES[1]), str(SAMPLES[2])])
        self.shows_races(page)

    def test_the_sample_meet(self):
        page = self.open()
        page.get_by_role("button", name="Try it with a sample meet").click()
        self.shows_races(page)

    def test_all_of_it_without_script(self):
        page = self.open(script=False)
        page.locator("#swimmer").fill(SWIMMER)
        page.locator("#files").set_input_files([str(path) for path in SAMPLES])
        page.get_by_role("button", name="Find races").click()
        page.wait_for_url("**/batch/*")
        expect(page.locator(".race")).to_have_count(5, timeout=30_000)  # the page loads itself again until then
        page.locator('input[name="race"]').first.uncheck()
        page.get_by_role("button", name="Arm grid").click()
        expect(page.locator(".grid tbody tr")).to_have_count(4)
        page.go_back()
        name, text = self.download(page)
        self.assertTrue(name.endswith(".ics"))
        self.assertIn("BEGIN:VEVENT", text)

    # ---- Following it

    def slow_batch(self, page):
        documents.reset()
        self.addCleanup(documents.reset)
        self.add_swimmer(page)
        page.get_by_text("Use a link instead").click()
        page.get_by_label("Address of a PDF").fill(documents.link("slow/" + SAMPLES[0].name))
        page.locator("#add-link").click()
        page.get_by_role("button", name="Find races").click()
        page.wait_for_url("**/batch/*")
        expect(page.locator("#progress")).to_be_visible()
        self.assertTrue(documents.asked.wait(20))

    def test_progress_is_live_and_the_results_come_by_themselves(self):
        page = self.open()
        self.slow_batch(page)
        expect(page.locator(".doc .phase")).to_have_text("Downloading")
        documents.go.set()
        self.shows_races(page, 2)

    def test_polling_takes_over_where_streams_are_blocked(self):
        page = self.open()
        page.context.route("**/stream*", lambda route: route.abort())
        self.slow_batch(page)
        documents.go.set()
        self.shows_races(page, 2)

    def test_a_batch_can_be_closed_and_opened_again(self):
        page = self.open()
        self.slow_batch(page)
        address = page.url
        page.goto("/")
        expect(page.locator("#recent-list a")).to_have_count(1)
        documents.go.set()
        page.locator("#recent-list a").click()
        self.assertEqual(page.url, address)
        self.shows_races(page, 2)

    def test_cancel_and_then_retry(self):
        page = self.open()
        self.slow_batch(page)
        page.get_by_role("button", name="Cancel").click()
        expect(page.locator(".doc .phase")).to_have_text("Cancelled")
        documents.go.set()
        page.get_by_role("button", name="Try it again").click()
        self.shows_races(page, 2)

    def test_offline_in_the_middle_says_so_and_catches_up(self):
        page = self.open()
        self.slow_batch(page)
        page.context.set_offline(True)
        expect(page.locator("#offline")).to_be_visible()
        documents.go.set()
        page.wait_for_timeout(500)
        page.context.set_offline(False)
        expect(page.locator("#offline")).to_be_hidden()
        self.shows_races(page, 2)

    def test_the_server_may_be_restarted_in_the_middle(self):
        page = self.open()
        self.slow_batch(page)
        server.stop(signal.SIGKILL)
        documents.go.set()
        server.start()
        page.wait_for_url("**/batch/*")
        expect(page.locator(".race")).to_have_count(2, timeout=60_000)

    def test_sending_goes_on_after_the_connection_was_lost(self):
        page = self.open()
        self.add_swimmer(page)
        broken = []

        def lose_some(route):
            if len(broken) < 2:
                broken.append(route.request.url)
                return route.abort("connectionreset")
            route.continue_()

        page.context.route("**/api/uploads**", lose_some)
        page.locator("#files").set_input_files([str(path) for path in SAMPLES])
        self.shows_races(page)
        self.assertEqual(len(broken), 2)

    # ---- What was found

    def test_several_who_fit_are_asked_about(self):
        page = self.open()
        self.add_swimmer(page, "Farnoway")
        page.locator("#files").set_input_files([str(SAMPLES[0])])
        page.wait_for_url("**/batch/*")
        expect(page.get_by_role("heading", name="Which Farnoway?")).to_be_visible()
        page.locator(".person").first.click()
        expect(page.locator(".race").first).to_be_visible()
        self.assertIn("choice0.name=", page.url)
        _, text = self.download(page)
        self.assertIn("Farnoway", text)

    def test_a_name_with_a_typing_error_is_offered_not_taken(self):
        page = self.open()
        self.add_swimmer(page, "Yara Bramont")
        page.locator("#files").set_input_files([str(SAMPLES[0])])
        page.wait_for_url("**/batch/*")
        expect(page.get_by_text("Did you mean one of these?")).to_be_visible()
        expect(page.locator(".race")).to_have_count(0)
        page.locator(".person", has_text="Brammont").click()
        expect(page.locator(".race")).to_have_count(2)

    def test_no_races_found_says_what_became_of_each_document(self):
        page = self.open()
        self.add_swimmer(page, "Zebulon Quickwater")
        page.locator("#files").set_input_files([str(FIXTURES / "negative-newsletter.pdf")])
        page.wait_for_url("**/batch/*")
        expect(page.locator(".doc")).to_contain_text("lists no races to be swum", timeout=30_000)

    def test_an_unreadable_file_fails_alone_and_says_what_to_do(self):
        page = self.open()
        self.add_swimmer(page)
        broken = b"%PDF-1.7\nnothing of it is a document"
        page.locator("#files").set_input_files([
            {"name": "sheet.pdf", "mimeType": "application/pdf", "buffer": SAMPLES[0].read_bytes()},
            {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": broken}])
        self.shows_races(page, 2)
        expect(page.locator(".doc.p-failed .error")).to_contain_text("Download it again")
        expect(page.locator(".doc.p-failed").get_by_role("button", name="Try again")).to_be_visible()

    def test_races_are_chosen_printed_and_written_on_arms(self):
        page = self.open(f"/batch/{server.sample()}")
        expect(page.locator("#selected-count")).to_have_text("All 5 races")
        page.locator("#select-none").click()
        expect(page.get_by_role("button", name="Add to calendar")).to_be_disabled()
        page.locator('input[name="race"]').first.check()
        expect(page.locator("#selected-count")).to_have_text("1 of 5 races")
        page.get_by_label("5 min", exact=True).check()
        _, text = self.download(page)
        self.assertEqual((text.count("BEGIN:VEVENT"), text.count("TRIGGER:-PT5M")), (1, 1))
        page.get_by_role("button", name="Print", exact=True).click()
        expect(page.locator("tbody tr")).to_have_count(1)
        page.get_by_role("link", name="Back").click()
        page.locator("#select-all").click()
        page.get_by_role("button", name="Arm grid").click()
        expect(page.locator(".grid tbody tr")).to_have_count(5)

    def test_the_row_of_the_sheet_is_shown_and_the_whole_page_one_tap_away(self):
        page = self.open(f"/batch/{server.sample()}")
        race = page.locator(".race").first
        if self.size == "phone":
            race.get_by_role("link", name="On the sheet").click()
        picture = race.locator(".sheet img")
        expect(picture).to_be_visible()
        page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=picture.element_handle())
        race.locator(".sheet a").click()
        page.wait_for_url("**/sheet/**")
        whole = page.locator(".whole img")
        page.wait_for_function("image => image.complete && image.naturalWidth > 300", arg=whole.element_handle())

    def test_the_next_race_stands_first_on_the_day(self):
        batch = server.sample()
        page = self.open("/help")
        page.clock.set_fixed_time("2026-06-13T08:45:00")
        page.goto(f"/batch/{batch}")
        page.evaluate("document.getElementById('next').hidden = false")
        page.evaluate("dispatchEvent(new Event('visibilitychange'))")
        expect(page.locator("#next")).to_contain_text("100 Back")
        expect(page.locator("#next")).to_contain_text("in 11 min")

    def test_results_are_deleted_on_request(self):
        page = self.open(f"/batch/{server.sample()}")
        address = page.url
        page.get_by_role("link", name="Delete it now").click()
        page.get_by_role("button", name="Delete now").click()
        page.wait_for_url("**/")
        self.assertEqual(page.goto(address).status, 404)
        expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()

    def test_what_was_seen_stays_readable_offline(self):
        batch = server.sample()
        page = self.open("/", offline_app=True)
        page.wait_for_function("navigator.serviceWorker.ready.then(worker => worker.active?.state === 'activated')")
        page.goto(f"/batch/{batch}")
        expect(page.locator(".race")).to_have_count(5)
        page.wait_for_function("caches.open('seen').then(cache => cache.keys()).then(keys => keys.length > 0)")
        page.context.set_offline(True)
        page.reload()
        expect(page.locator(".race")).to_have_count(5)
        expect(page.locator("#offline")).to_be_visible()
        page.goto("/")
        expect(page.locator("#recent-list a")).to_have_count(1)

    # ---- Craft

    def test_no_page_keeps_anybody_out(self):
        batch = server.sample()
        paths = ["/", "/help", "/privacy", "/nothing-here", f"/batch/{batch}", f"/batch/{batch}/print", f"/batch/{batch}/arm",
                 f"/batch/{batch}/delete"]
        for dark in (False, True):
            page = self.open("/help", dark=dark)
            sheet = None
            for path in paths:
                page.goto(path)
                if path == f"/batch/{batch}":
                    sheet = page.locator(".on-sheet").first.get_attribute("href")
                self.look(page, path)
            page.goto(sheet)
            self.look(page, "sheet")
            page.context.close()

    def look(self, page, path):
        found = [
            f"{violation['id']}: {[node['target'] for node in violation['nodes']][:3]}"
            for violation in Axe().run(page).response["violations"] if violation["impact"] in ("serious", "critical")]
        self.assertEqual(found, [], path)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.assertLessEqual(wide, 0, f"{path} is wider than the screen")

    def test_the_first_visit_is_quick_on_a_slow_phone(self):
        page = self.open("/help")
        session = page.context.new_cdp_session(page)
        page.goto("about:blank")
        session.send("Network.enable")
        session.send("Network.clearBrowserCache")
        session.send("Network.emulateNetworkConditions", {
            "offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8})
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto("/")
        paint, shift, size = page.evaluate("""() => new Promise(done => {
            let shift = 0;
            new PerformanceObserver(list => { for (const entry of list.getEntries()) shift += entry.value; })
              .observe({ type: "layout-shift", buffered: true });
            setTimeout(() => done([performance.getEntriesByName("first-contentful-paint")[0].startTime, shift,
              performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
                .reduce((sum, entry) => sum + entry.transferSize, 0)]), 1500);
        })""")
        begun = page.evaluate("performance.now()")
        page.get_by_label("First and last name").fill(SWIMMER)
        page.evaluate("performance.mark('typed')")
        duration = page.evaluate("""() => new Promise(done => {
            const begun = performance.now(); document.getElementById('add-swimmer').click();
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
        })""")
        print(f"{self.size}: first paint {paint:.0f} ms, moved {shift:.3f}, {size / 1000:.0f} KB, a tap {duration:.0f} ms")
        self.assertGreater(begun, 0)
        self.assertLess(paint, 1000)
        self.assertLess(shift, 0.01)
        self.assertLess(size, 60_000)
        self.assertLess(duration, 200)


class DesktopFlow(Flow):
    size = "desktop"


if __name__ == "__main__":
    unittest.main(verbosity=2, failfast="--failfast" in sys.argv)
