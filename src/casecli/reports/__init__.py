"""Reports: one module a format, each a pure function from results to text."""
