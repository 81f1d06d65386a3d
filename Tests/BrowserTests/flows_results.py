"""What was found, and how it is taken along."""

import re
import urllib.error
import urllib.request

from playwright.sync_api import expect

from flow import Flow, at_both_sizes
from server import FIXTURES, SAMPLES, SWIMMER


class Results(Flow):
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
        expect(page.get_by_role("heading", name="No races found")).to_be_visible()

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
        page = self.open(f"/batch/{self.server.sample()}")
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
        page = self.open(f"/batch/{self.server.sample()}")
        race = page.locator(".race").first
        picture = race.locator(".sheet img")
        expect(picture).to_be_visible()
        page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=picture.element_handle())
        race.locator(".sheet a").click()
        page.wait_for_url("**/sheet/**")
        whole = page.locator(".whole img")
        page.wait_for_function("image => image.complete && image.naturalWidth > 300", arg=whole.element_handle())

    def test_the_next_race_stands_first_on_the_day(self):
        batch = self.server.sample()
        page = self.open("/help")
        page.clock.set_fixed_time("2026-06-13T08:45:00")
        page.goto(f"/batch/{batch}")
        page.evaluate("document.getElementById('next').hidden = false")
        page.evaluate("dispatchEvent(new Event('visibilitychange'))")
        expect(page.locator("#next")).to_contain_text("100 Back")
        expect(page.locator("#next")).to_contain_text("in 11 min")

    def test_results_are_deleted_on_request(self):
        page = self.open(f"/batch/{self.server.sample()}")
        address = page.url
        page.get_by_role("link", name="Delete it now").click()
        page.get_by_role("button", name="Delete now").click()
        page.wait_for_url("**/")
        self.assertEqual(page.goto(address).status, 404)
        expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()

    def test_what_was_seen_stays_readable_offline(self):
        batch = self.server.sample()
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

    def siblings(self):
        page = self.open()
        for name in (SWIMMER, "Nora Wexmont", "Theo Wexmont"):
            self.add_swimmer(page, name)
        page.locator("#files").set_input_files([str(path) for path in SAMPLES])
        page.wait_for_url("**/batch/*")
        expect(page.locator("#progress")).to_have_count(0)
        expect(page.locator(".race").first).to_be_visible()
        return page

    def test_siblings_have_a_day_together_and_each_can_be_looked_at_alone(self):
        page = self.siblings()
        expect(page.locator(".filter")).to_have_count(3)
        expect(page.locator(".timeline").first.locator(".row-text")).to_have_count(3)
        self.assertGreater(page.locator(".clash").count(), 0)
        every = page.locator(".race").count()
        page.get_by_role("button", name="Nora J Wexmont").click()
        expect(page.get_by_role("button", name="Nora J Wexmont")).to_have_attribute("aria-pressed", "false")
        expect(page.locator(".race:visible .swimmer", has_text="Nora")).to_have_count(0)
        chosen = page.locator(".race:visible").count()
        expect(page.locator("#selected-count")).to_have_text(f"{chosen} of {every} races")
        name, text = self.download(page)
        self.assertEqual(name, "2-swimmers-harbor-lights-invitational.ics")
        self.assertEqual(text.count("BEGIN:VEVENT"), chosen)
        self.assertNotIn("SUMMARY:Nora", text)

    def test_hours_are_written_as_the_reader_writes_them(self):
        batch = self.server.sample()
        for locale, time, hour in (("en-US", r"8:30\sAM", "8 AM"), ("de-DE", "8:30", "8:00")):
            page = self.open(f"/batch/{batch}", locale=locale)
            expect(page.locator(".race .time").first).to_have_text(re.compile(f"^{time}$"))
            expect(page.locator(".timeline [data-hour]").first).to_have_text(hour)
            expect(page.locator(".timeline").first).to_have_attribute("aria-label", re.compile(f" {time}"))
            self.assertNotRegex(page.content(), r"AM\s+AM")
            page.goto(f"/batch/{batch}/print")
            expect(page.locator(".sheet-session time").first).to_have_text(re.compile(f"^{time}$"))
            page.context.close()

    def test_the_schedule_of_three_children_is_one_sheet_of_paper(self):
        page = self.siblings()
        page.get_by_role("button", name="Print", exact=True).click()
        expect(page.locator(".sheet-session").first).to_be_visible()
        for paper in ("Letter", "A4"):
            self.assertEqual(len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))), 1)

    def test_a_calendar_can_be_subscribed_to_and_a_race_goes_to_google(self):
        batch = self.server.sample()
        page = self.open(f"/batch/{batch}")
        page.get_by_text("Subscribe, so that changes follow").click()
        address = page.get_by_label("Address of the feed").input_value()
        with urllib.request.urlopen(address) as answer:
            self.assertEqual(answer.headers["Content-Type"], "text/calendar; charset=utf-8")
            text, tag = answer.read().decode(), answer.headers["ETag"]
        self.assertEqual(text.count("BEGIN:VEVENT"), 5)
        self.assertEqual(len(re.findall(r"^SEQUENCE:[1-9]", text, re.M)), 5)
        with self.assertRaises(urllib.error.HTTPError) as unchanged:
            urllib.request.urlopen(urllib.request.Request(address, headers={"If-None-Match": tag}))
        self.assertEqual(unchanged.exception.code, 304)
        self.assertEqual(text.count("TRIGGER:-PT10M"), 5)
        page.get_by_label("No", exact=True).check()
        plain = page.get_by_label("Address of the feed").input_value()
        self.assertEqual(plain, address.replace("?reminder=10", ""))
        link = page.get_by_role("link", name="Subscribe", exact=True).get_attribute("href")
        self.assertEqual(link, plain.replace("http:", "webcal:"))
        google = page.locator(".google").first.get_attribute("href")
        self.assertRegex(google, r"^https://calendar\.google\.com/calendar/render\?action=TEMPLATE&.*dates=20260613T0830")

    def test_the_address_to_share_is_copied(self):
        page = self.open(f"/batch/{self.server.sample()}", permissions=["clipboard-read", "clipboard-write"])
        page.evaluate("Object.defineProperty(navigator, 'share', { value: undefined })")
        page.locator("#share").click()
        expect(page.locator("#shared")).to_have_text("Copied.")
        self.assertEqual(page.evaluate("navigator.clipboard.readText()"), page.url)
        page.get_by_text("Subscribe, so that changes follow").click()
        page.locator('[data-copy="feed"]').click()
        expect(page.locator('[data-copy="feed"]')).to_have_text("Copied")
        self.assertTrue(page.evaluate("navigator.clipboard.readText()").endswith("/calendar.ics?reminder=10"))

    def test_a_link_of_version_1_still_shows_its_races(self):
        batch = self.server.sample()
        code = next(job["resultCode"] for job in self.server.get(f"/api/batch/{batch}")["batch"]["jobs"] if job.get("resultCode"))
        page = self.open(f"/result/{code}")
        expect(page.locator(".race").first).to_contain_text("200 IM")
        expect(page.locator('input[name="race"]')).to_have_count(0)
        self.assertEqual(page.problems, [])
        page.goto("/result/nothing0")
        expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()

    def test_a_session_has_an_address_of_its_own(self):
        page = self.open(f"/batch/{self.server.sample()}#session-3")
        expect(page.locator("#session-3 h2")).to_be_in_viewport()


ResultsOnPhone, ResultsOnDesktop = at_both_sizes(Results)
