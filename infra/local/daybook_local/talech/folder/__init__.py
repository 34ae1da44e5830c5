"""Sample-merchant folders on disk: read strictly, refused with every problem named."""

from daybook_local.talech.folder.problems import BrokenFolderError, Problem
from daybook_local.talech.folder.reading import load_folder

__all__ = ["BrokenFolderError", "Problem", "load_folder"]
