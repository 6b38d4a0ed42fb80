"""Past participles of the verbs that task functions begin with: names for futures."""

from __future__ import annotations

IRREGULAR = {
    "backup": "backed_up",
    "begin": "begun",
    "bring": "brought",
    "build": "built",
    "buy": "bought",
    "choose": "chosen",
    "cleanup": "cleaned_up",
    "cut": "cut",
    "do": "done",
    "draw": "drawn",
    "find": "found",
    "get": "got",
    "hold": "held",
    "keep": "kept",
    "make": "made",
    "pay": "paid",
    "put": "put",
    "reset": "reset",
    "rebuild": "rebuilt",
    "rollback": "rolled_back",
    "run": "ran",
    "sell": "sold",
    "send": "sent",
    "set": "set_up",
    "setup": "set_up",
    "shut": "shut",
    "split": "split",
    "take": "taken",
    "teach": "taught",
    "tear": "torn_down",
    "tell": "told",
    "write": "written",
}

REGULAR = """
    add aggregate alert allocate analyse analyze append apply approve archive assemble assert
    assign audit branch calculate call check clean clear close collect combine
    compact compare compress compute configure connect convert copy count crawl create decide
    decompress dedupe delete deliver deploy detect discover download drop dump email emit
    encrypt end enrich estimate evaluate execute expire export extract fail fetch filter
    finalize finish fit flag flatten format gather generate greet handle hash import
    infer ingest insert inspect invalidate join launch list listen load log mark
    materialize measure merge migrate monitor move normalize notify open pack parse
    partition ping plan poll predict prepare preprocess print process produce provision
    publish pull purge push query rank receive reconcile record reduce refresh register reindex
    reject reload remove rename render repair replace replicate report resolve restore
    retrain retry return review rotate sample save scan schedule score scrape search select
    serialize serve ship sign skip sort stage start stop store stream subscribe sum summarise
    summarize swap sync tag test tidy touch track train transfer transform translate
    trigger truncate tune unload unpack unzip update upload upsert vacuum validate verify wait
    warn watch yield zip
"""

DOUBLED = frozenset(
    {"drop", "fit", "log", "plan", "ship", "skip", "stop", "sum", "swap", "tag", "zip"}
)


def participle(verb: str) -> str | None:
    """`load` → `loaded`; None for what is no verb we know."""
    if verb in IRREGULAR:
        return IRREGULAR[verb]
    if verb not in REGULAR.split():
        return None
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    if verb in DOUBLED:
        return verb + verb[-1] + "ed"
    return verb + "ed"
