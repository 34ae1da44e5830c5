"""The posting of a day: balanced lines, the documents made from them, and the calls that write documents."""
