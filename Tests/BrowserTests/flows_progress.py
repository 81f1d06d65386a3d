"""While it is read: live, over streams or without, and what becomes of it when something goes wrong."""

import signal

from playwright.sync_api import expect

from flow import Flow, at_both_sizes
from server import SAMPLES


class Progress(Flow):
    def test_progress_is_live_and_the_results_come_by_themselves(self):
        page = self.open()
        self.slow_batch(page)
        expect(page.locator(".doc .phase")).to_have_text("Downloading")
        page.reload()
        expect(page.locator(".doc .phase")).to_have_text("Downloading")
        self.documents.go.set()
        self.shows_races(page, 2)
        expect(page.locator("#announce")).to_have_text("Done: 2 races found.")

    def test_polling_takes_over_where_streams_are_blocked(self):
        page = self.open()
        page.context.route("**/stream*", lambda route: route.abort())
        self.slow_batch(page)
        self.documents.go.set()
        self.shows_races(page, 2)

    def test_a_batch_can_be_closed_and_opened_again(self):
        page = self.open()
        self.slow_batch(page)
        address = page.url
        page.goto("/")
        expect(page.locator("#recent-list a")).to_have_count(1)
        self.documents.go.set()
        page.locator("#recent-list a").click()
        self.assertEqual(page.url, address)
        self.shows_races(page, 2)

    def test_cancel_and_then_retry(self):
        page = self.open()
        self.slow_batch(page)
        page.get_by_role("button", name="Cancel").click()
        expect(page.locator(".doc .phase")).to_have_text("Cancelled")
        self.documents.go.set()
        page.get_by_role("button", name="Try again").click()
        self.shows_races(page, 2)

    def test_offline_in_the_middle_says_so_and_catches_up(self):
        page = self.open()
        self.slow_batch(page)
        page.context.set_offline(True)
        expect(page.locator("#offline")).to_be_visible()
        self.documents.go.set()
        page.wait_for_timeout(500)
        page.context.set_offline(False)
        expect(page.locator("#offline")).to_be_hidden()
        self.shows_races(page, 2)

    def test_the_server_may_be_restarted_in_the_middle(self):
        page = self.open()
        self.slow_batch(page)
        self.server.stop(signal.SIGKILL)
        self.documents.go.set()
        self.server.start()
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

    def test_somebody_else_with_the_address_sees_the_same(self):
        page = self.open()
        self.slow_batch(page)
        other = self.open(page.url)
        expect(other.locator(".doc .phase")).to_have_text("Downloading")
        self.documents.go.set()
        self.shows_races(other, 2)
        self.shows_races(page, 2)

    def test_all_that_failed_can_be_tried_again_at_once(self):
        page = self.open()
        self.add_swimmer(page)
        page.get_by_text("Use a link instead").click()
        for name in ("missing-1.pdf", "missing-2.pdf"):
            page.get_by_label("Address of a PDF").fill(self.documents.link(name))
            page.locator("#add-link").click()
        page.get_by_role("button", name="Find races").click()
        page.wait_for_url("**/batch/*")
        expect(page.get_by_role("heading", name="Nothing could be read")).to_be_visible(timeout=60_000)
        expect(page.locator(".doc.p-failed")).to_have_count(2)
        before = page.locator("#batch").get_attribute("data-last-event")
        page.get_by_role("button", name="Try all 2 again").click()
        page.wait_for_function("before => Number(document.getElementById('batch').dataset.lastEvent) > Number(before)", arg=before)
        expect(page.locator(".doc.p-failed")).to_have_count(2, timeout=60_000)


ProgressOnPhone, ProgressOnDesktop = at_both_sizes(Progress)
