"""What holds for all tests."""

import os

from hypothesis import settings

os.environ["GEOBRIEF_CACHE"] = "off"  # a test works everything out, and leaves nothing in anybody's folder

settings.register_profile("any machine", deadline=None)  # a slow machine is no fault of the code
settings.load_profile("any machine")
