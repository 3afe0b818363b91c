"""Questions that ask the engine again: comparisons, what-ifs and searches."""
