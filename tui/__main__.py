"""``python -m tui`` is ``python -m laborcase``: without a verb it opens the program."""

import sys

from laborcase.cli import main

if __name__ == "__main__":
    sys.exit(main())
