"""What is wrong with the page that is open, for eyes and for assistive technology."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

axe = Axe()


def trouble_with(page: Page) -> list[str]:
    """What axe finds in light and in dark, and whether the page is wider than its window."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for violation in axe.run(page).response["violations"]:
            found.append(f"{scheme}: {violation['id']}: {[node['target'] for node in violation['nodes']]}")
    wide, window = page.evaluate("() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    if wide > window:
        found.append(f"{wide} px wide in a window of {window}")
    return found
