"""Sample-merchant folders on disk: read strictly, refused with every problem named."""

from talech_simulator.folder.problems import BrokenFolderError, Problem
from talech_simulator.folder.reading import load_folder

__all__ = ["BrokenFolderError", "Problem", "load_folder"]
