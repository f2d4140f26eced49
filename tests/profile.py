"""Which of the two profiles runs: `quick`, the README's, or `thorough`, that of `.ci/run` (DESIGN 11)."""

import os

PROFILE = os.environ.get("LMS_HYPOTHESIS", "quick")
THOROUGH = PROFILE == "thorough"
