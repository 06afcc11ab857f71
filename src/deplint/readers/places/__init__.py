"""Readers of the files that install: what they run, in which image or job, and on which Python."""
