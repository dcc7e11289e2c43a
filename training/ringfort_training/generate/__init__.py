"""Grammars that write training texts for the injection detector."""
