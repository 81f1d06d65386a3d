"""Pictures of every page at the size of a phone and of a desktop, light and dark, into .screenshots/."""

import os

from playwright.sync_api import sync_playwright

from server import ROOT, Server

SIZES = {"phone": ({"width": 390, "height": 844}, 2), "desktop": ({"width": 1280, "height": 900}, 1)}


def main():
    folder = ROOT / ".screenshots"
    folder.mkdir(exist_ok=True)
    server = Server()
    try:
        batch = server.sample()
        paths = {
            "start": "/", "help": "/help", "privacy": "/privacy", "error": "/nothing-here", "batch": f"/batch/{batch}",
            "print": f"/batch/{batch}/print", "arm": f"/batch/{batch}/arm", "delete": f"/batch/{batch}/delete"}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
                args=["--no-sandbox"] if os.geteuid() == 0 else [])
            for size, (viewport, scale) in SIZES.items():
                for scheme in ("light", "dark"):
                    context = browser.new_context(
                        viewport=viewport, device_scale_factor=scale, color_scheme=scheme, base_url=server.url, service_workers="block")
                    page = context.new_page()
                    page.goto(paths["batch"])
                    sheet = page.locator(".on-sheet").first.get_attribute("href")
                    for name, path in {**paths, "sheet": sheet}.items():
                        page.goto(path)
                        for image in page.locator("img[loading=lazy]:visible").all():
                            image.scroll_into_view_if_needed()
                        page.evaluate("scrollTo(0, 0)")
                        page.wait_for_load_state("networkidle")
                        page.screenshot(path=folder / f"{name}-{size}-{scheme}.png", full_page=True)
                    context.close()
            browser.close()
        print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    finally:
        server.close()


if __name__ == "__main__":
    main()
