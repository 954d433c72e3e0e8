"""What the entries add up to. A complaint or a case is the fold of its own docket's entries."""
