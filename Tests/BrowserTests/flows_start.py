"""The way in: names, documents, and what is said before anything is sent."""

import os
import time

from playwright.sync_api import expect

from flow import Flow, at_both_sizes
from server import SAMPLES, SWIMMER

MOST_WAITING = float(os.environ.get("MOST_WAITING", "3"))


class Start(Flow):
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
        self.assertLess(waited, MOST_WAITING)
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
        page.get_by_label("Address of a PDF").fill(self.documents.link(SAMPLES[0].name))
        page.locator("#add-link").click()
        expect(page.locator("#queue li")).to_have_count(1)
        page.get_by_role("button", name="Find races").click()
        self.shows_races(page, 2)

    def test_files_and_links_together(self):
        page = self.open()
        self.add_swimmer(page)
        page.get_by_text("Use a link instead").click()
        page.get_by_label("Address of a PDF").fill(self.documents.link(SAMPLES[0].name))
        page.locator("#add-link").click()
        page.locator("#files").set_input_files([str(SAMPLES[1]), str(SAMPLES[2])])
        self.shows_races(page)

    def test_the_sample_meet(self):
        page = self.open()
        begun = time.monotonic()
        page.get_by_role("button", name="Try it with a sample meet").click()
        self.shows_races(page)
        waited = time.monotonic() - begun
        print(f"{self.size}: {waited:.2f} s from the sample's button to races")
        self.assertLess(waited, MOST_WAITING)

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

    def test_on_a_slow_connection_each_document_shows_how_far_it_is_and_all_of_them_together(self):
        page = self.open()
        self.add_swimmer(page)
        page.locator("#files").set_input_files([str(path) for path in SAMPLES])
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", {
            "offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 8_000})
        expect(page.locator("#sending-text")).to_have_text("Sending: 2 of 3 done. Reading begins when all are there.")
        expect(page.locator("#queue progress")).to_have_count(3)
        total = page.locator("#sending-bar").evaluate("bar => bar.value")
        self.assertTrue(0 < total < 1, total)
        expect(page.get_by_role("button", name=f"Remove {SAMPLES[0].name}")).to_be_disabled()
        self.shows_races(page)

    def test_an_address_can_be_pasted_and_the_field_is_there_where_the_browser_refuses(self):
        page = self.open(permissions=["clipboard-read", "clipboard-write"])
        page.get_by_text("Use a link instead").click()
        page.evaluate("text => navigator.clipboard.writeText(text)", self.documents.link(SAMPLES[0].name))
        page.locator("#paste-link").click()
        expect(page.locator("#queue .doc-name")).to_have_text([self.documents.link(SAMPLES[0].name)])
        page.evaluate("() => { navigator.clipboard.readText = () => Promise.reject(new DOMException('no', 'NotAllowedError')); }")
        page.locator("#paste-link").click()
        expect(page.locator("#link-error")).to_contain_text("Hold the field and choose “Paste”")
        expect(page.locator("#link")).to_be_focused()

    def test_the_keyboard_alone_is_enough_and_shows_where_it_is(self):
        page = self.open()

        def tab_to(selector):
            for _ in range(40):
                page.keyboard.press("Tab")
                mark = page.evaluate("getComputedStyle(document.activeElement.closest('.drop') ?? document.activeElement).outlineStyle")
                self.assertNotEqual(mark, "none", page.evaluate("document.activeElement.outerHTML"))
                if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                    return
            self.fail(f"{selector} is not reached")

        tab_to("#swimmer")
        page.keyboard.type(SWIMMER)
        page.keyboard.press("Enter")
        tab_to("#files")
        tab_to("summary")
        page.keyboard.press("Enter")
        tab_to("#link")
        page.keyboard.type(self.documents.link(SAMPLES[0].name))
        page.keyboard.press("Enter")
        tab_to("#find")
        page.keyboard.press("Enter")
        self.shows_races(page, 2)
        tab_to('input[name="race"]')
        page.keyboard.press("Space")
        expect(page.locator("#selected-count")).to_have_text("1 of 2 races")
        tab_to("#download")


StartOnPhone, StartOnDesktop = at_both_sizes(Start)
