"""The building blocks of the screens. They translate for themselves and parse nothing."""
