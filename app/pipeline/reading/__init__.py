"""From the bytes of a file to what a student handed in, by text alone.

Nothing is run and no syntax tree is made: a deep expression can crash a parser, so a student's source is parsed only
inside the box. Magics are taken out later, by the worker (`magics.py`); nothing here loads IPython.
"""

from app.pipeline.reading.files import read, read_code
from app.pipeline.reading.notebook import Answer, Cell, Notebook
from app.pipeline.reading.unreadable import Unreadable

__all__ = ["Answer", "Cell", "Notebook", "Unreadable", "read", "read_code"]
