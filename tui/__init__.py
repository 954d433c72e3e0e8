"""The terminal program on top of laborcase."""

import os

# Textual reads this once, at its first import. Its richer keyboard protocol makes some terminals
# drop or garble what an input method commits, and none of our keys needs it.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
