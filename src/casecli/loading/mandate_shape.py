"""What a mandate may hold, in a rulebook or a case file: the table that checks it."""

from casecli.loading.shapes import IDENTIFIER, Day, Field, ListOf, Record, Text

TEXT = Text()
SOME = ListOf(TEXT)
MANDATE = Record(
    {
        "id": Field(IDENTIFIER, required=True),
        "title": Field(TEXT, required=True),
        "operative": Field(TEXT, says="the operative words that allow force; left out where there are none"),
        "under": Field(TEXT, says="the powers invoked, such as Chapter VII; left out where there are none"),
        "purposes": Field(SOME),
        "addressees": Field(SOME, says="who may act"),
        "areas": Field(SOME),
        "excluded": Field(SOME, says="means that are ruled out"),
        "from": Field(Day()),
        "until": Field(Day()),
        "note": Field(TEXT),
        "sources": Field(ListOf(Record({"id": Field(IDENTIFIER, required=True), "at": Field(TEXT)}, "source"))),
    },
    "mandate",
)
