"""The example package, installed as anybody would install it, into a folder of its own that tests put on the path."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PACKAGE, WINDS = HERE / "lms-scales", HERE / "winds"


def install(target: Path) -> Path:
    """The package, built and installed by pip, without a network; where it is."""
    offline = ("--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check")
    command = [sys.executable, "-m", "pip", "install", "-q", *offline, "--target", str(target), str(PACKAGE)]
    subprocess.run(command, check=True)
    return target
