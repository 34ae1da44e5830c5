"""All of them, in one table."""

from mutants.controls import CONTROLS
from mutants.controls_of_accountants import CONTROLS_OF_ACCOUNTANTS
from mutants.directives import DIRECTIVES
from mutants.edits import EDITS
from mutants.mutant import Mutant
from mutants.protocol import PROTOCOL
from mutants.repairs import REPAIRS
from mutants.surroundings import SURROUNDINGS

EVERY_MUTANT: tuple[Mutant, ...] = (
    *PROTOCOL,
    *SURROUNDINGS,
    *REPAIRS,
    *EDITS,
    *DIRECTIVES,
    *CONTROLS,
    *CONTROLS_OF_ACCOUNTANTS,
)
