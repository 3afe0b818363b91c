"""Pages as a browser shows them: styled under their own policy, in light and dark, on a phone, in short lines."""

import re
import shutil
import subprocess
import tempfile
import zlib

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")


def browse(*arguments):
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
    with tempfile.TemporaryDirectory() as own:  # workers side by side would share a profile
        command = [CHROMIUM, *flags, f"--user-data-dir={own}", *arguments]
        return subprocess.run(command, capture_output=True, timeout=120, check=True).stdout


def first_pixel(png):
    """The colour of the first pixel: no filter of PNG changes it."""
    data, place = b"", 8
    while place < len(png):
        size = int.from_bytes(png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            data += png[place + 8 : place + 8 + size]
        place += size + 12
    return "#" + zlib.decompress(data)[1:4].hex()


@needs_chromium
@pytest.mark.parametrize(("scheme", "number"), [("dark", 0), ("light", 1)])
def test_a_browser_takes_the_style_in_light_and_dark(tmp_path, pages, scheme, number):
    page, picture = tmp_path / "page.html", tmp_path / "page.png"
    page.write_text(pages["case-camp-david"], encoding="utf-8")
    browse(f"--blink-settings=preferredColorScheme={number}", f"--screenshot={picture}", page.as_uri())
    papers = re.findall(r"--paper: (#[0-9a-f]{6})", pages["case-camp-david"])
    assert first_pixel(picture.read_bytes()) == papers[0 if scheme == "light" else 1]


MEASURE = """<!DOCTYPE html><title>measure</title><iframe width="%d" height="800" src="page.html"></iframe>
<script>onload = () => { const seen = document.querySelector("iframe").contentDocument;
for (const x of seen.querySelectorAll("details")) x.open = true;
document.body.dataset.wide = seen.documentElement.scrollWidth;
document.body.dataset.longest = Math.max(...[...seen.querySelectorAll("p, dd, li, td, h2")].map(longestLine)); };
function longestLine(x) {  // of the element's own text, by where its signs stand; what is only read aloud is left out
  let longest = 0, length = 0, bottom = 0;
  for (const node of x.childNodes) for (let i = 0; node.nodeType === 3 && i < node.length; i++) {
    const range = x.ownerDocument.createRange(); range.setStart(node, i); range.setEnd(node, i + 1);
    const box = range.getBoundingClientRect();
    if (Math.abs(box.bottom - bottom) > 5) length = 0;
    if (box.width) { bottom = box.bottom; longest = Math.max(longest, ++length); }
  }
  return longest;
}</script>"""


def measured(tmp_path, page, width):
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    (tmp_path / "measure.html").write_text(MEASURE % width)
    found = browse("--allow-file-access-from-files", "--dump-dom", (tmp_path / "measure.html").as_uri()).decode()
    return {name: int(value) for name, value in re.findall(r'data-(wide|longest)="(\d+)"', found)}


@needs_chromium
@pytest.mark.parametrize("kind", ["case-libya-2011", "contents", "hostile"])
def test_nothing_runs_off_a_phone(tmp_path, pages, kind):
    assert measured(tmp_path, pages[kind], 390)["wide"] <= 390


@needs_chromium
def test_lines_are_short_enough_to_read(tmp_path, pages):
    assert 20 < measured(tmp_path, pages["case-camp-david"], 1200)["longest"] <= 75
