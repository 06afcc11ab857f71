"""What readers of Python code have in common: it is parsed and never run."""
