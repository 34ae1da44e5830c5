"""What a person does with single days: look, release, undo, bring back, export their proofs."""
