"""What several rules ask of a project or of an entry, each question answered in one module, without judging."""
