"""casecli: score a described crisis and a proposed response against the law on the use of force."""

__version__ = "0.1.0"
