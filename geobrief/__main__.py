"""``python -m geobrief``."""

import sys

from geobrief.cli import main

if __name__ == "__main__":
    sys.exit(main())
