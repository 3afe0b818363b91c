"""A wheel built from the sdist and installed in a clean environment assesses on its packaged data."""

import json
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_installed_wheel_assesses_a_library_case(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "build", "--outdir", str(tmp_path), str(ROOT)], check=True, capture_output=True
    )
    [wheel] = tmp_path.glob("*.whl")
    venv.create(tmp_path / "clean", with_pip=True)
    python = tmp_path / "clean" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], check=True, capture_output=True)
    ran = subprocess.run(
        [tmp_path / "clean" / "bin" / "casecli", "assess", "case-libya-2011", "-f", "json"],
        check=True, capture_output=True, cwd=tmp_path,
    )  # fmt: skip
    assert json.loads(ran.stdout)["case"]["id"] == "case-libya-2011"
    page = subprocess.run(
        [tmp_path / "clean" / "bin" / "casecli", "assess", "case-libya-2011", "-f", "html"],
        check=True, capture_output=True, cwd=tmp_path,
    )  # fmt: skip
    assert b"<title>Libya - casecli</title>" in page.stdout
    [data] = (tmp_path / "clean").rglob("casecli/data")
    assert (data / "fast" / "index.json").is_file()
