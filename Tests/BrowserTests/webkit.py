"""The main flow in WebKit, as the nearest thing to Safari on a phone. Run by scripts/browser-tests."""

import glob
import os
import unittest

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from server import SAMPLES, SWIMMER, Server


def setUpModule():
    global server
    server = Server()


def tearDownModule():
    server.close()


class WebKitFlow(unittest.TestCase):
    def setUp(self):
        options = Options()
        options.binary_location = sorted(glob.glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser"))[-1]
        options.add_argument("--automation")
        self.driver = webdriver.WebKitGTK(options=options, service=Service(executable_path="/usr/bin/WebKitWebDriver"))
        self.addCleanup(self.driver.quit)
        self.driver.set_window_size(430, 900)

    def wait(self, condition):
        # The page may go while it is looked at.
        return WebDriverWait(self.driver, 40, ignored_exceptions=[StaleElementReferenceException]).until(condition)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def test_files_to_races(self):
        self.driver.get(server.url)
        self.find("#swimmer").send_keys(SWIMMER)
        self.find("#files").send_keys("\n".join(str(path) for path in SAMPLES))
        self.wait(lambda driver: "/batch/" in driver.current_url)
        self.wait(lambda driver: len(self.all(".race")) == 5)
        self.assertEqual(self.find(".ehl dd").text, "1")
        self.driver.execute_script("document.querySelector('.sheet img').scrollIntoView()")
        self.wait(lambda driver: driver.execute_script(
            "return [...document.querySelectorAll('.sheet img')].some(image => image.complete && image.naturalWidth > 0)"))
        self.driver.execute_script("document.querySelector('#select-none').click()")
        self.assertFalse(self.find("#download").is_enabled())

    def test_the_sample_meet_live(self):
        self.driver.get(server.url)
        self.driver.execute_script("document.querySelector('.sample button').click()")
        self.wait(lambda driver: len(self.all(".race")) == 5)
        self.driver.get(server.url)
        self.wait(lambda driver: len(self.all("#recent-list a")) == 1)


if __name__ == "__main__":
    os.environ.setdefault("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
    unittest.main(verbosity=2)
