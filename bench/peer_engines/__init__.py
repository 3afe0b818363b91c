"""casecli's rules in the words of other engines: `formulas` translates, `by_...` writes them for one engine each."""
