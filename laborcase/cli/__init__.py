"""The command line: one module a group of verbs, :func:`main` runs them all."""

from . import out as out
from .main import main as main
