"""Actions of a person on single days: preview, release, undo, redo, export proofs."""
