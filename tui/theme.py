"""One calm light and one calm dark theme.

Only theme variables carry colour (``app.tcss`` names no colour of its own), and no meaning rests on
colour alone. Terminals with a palette of their own take Textual's ``ansi-light`` or ``ansi-dark``.
"""

from typing import Final

from textual.theme import Theme

LIGHT: Final = Theme(
    name="laborcase-light",
    dark=False,
    primary="#1d5a8a",
    secondary="#4a6572",
    accent="#1d5a8a",
    warning="#8a5a00",
    error="#a4262c",
    success="#2e6b3a",
    foreground="#1f2933",
    background="#f5f4f0",
    surface="#ffffff",
    panel="#e7e6e0",
)

DARK: Final = Theme(
    name="laborcase-dark",
    dark=True,
    primary="#6aa6d6",
    secondary="#8fa3ad",
    accent="#6aa6d6",
    warning="#d9a441",
    error="#e5737a",
    success="#7fb98a",
    foreground="#dfe5ea",
    background="#14191f",
    surface="#1b222a",
    panel="#242d37",
)

THEMES: Final = (LIGHT, DARK)
