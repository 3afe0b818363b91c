"""The nouns: frozen values without behaviour that needs the engine."""
