"""What people do with the web app, done in Chromium at the size of a phone and of a desktop. Run by scripts/browser-tests.

Names of flows after it run only these: flows.py flows_results.ResultsOnPhone.test_the_address_to_share_is_copied
"""

import sys
import unittest

PARTS = ["flows_start", "flows_progress", "flows_results", "flows_craft"]

if __name__ == "__main__":
    chosen = any(not argument.startswith("-") for argument in sys.argv[1:])
    unittest.main(module=None, argv=sys.argv if chosen else sys.argv + PARTS, verbosity=2)
