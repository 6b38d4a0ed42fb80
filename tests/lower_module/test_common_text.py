import pytest

from translator.lower.sharing.common_text import common_text, common_words
from translator.lower.templates.text import Hole


def said(texts, **names):
    parts = common_text(texts, names)
    if parts is None:
        return None
    return "".join(f"<{part.code}>" if isinstance(part, Hole) else part for part in parts)


@pytest.mark.parametrize(
    ("texts", "names", "expected"),
    [
        (("echo orders", "echo stock"), {"t": ("orders", "stock")}, "echo <t>"),
        # A name that begins as the others do is one name all the same.
        (("orders", "offers"), {"t": ("orders", "offers")}, "<t>"),
        (("a-1-b", "a-10-b"), {"i": ("1", "10")}, "a-<i>-b"),
        (("x/x y", "z/z y"), {"t": ("x", "z")}, "<t>/<t> y"),
        # Trying the first name would not lead to the end.
        (("aab", "acb"), {"n": ("a", "a"), "t": ("ab", "cb")}, "<n><t>"),
        (("crm full", "erp delta"), {"s": ("crm", "erp"), "m": ("full", "delta")}, "<s> <m>"),
        (("same", "same"), {"t": ("a", "b")}, "same"),
        (("echo orders", "echo stock"), {"t": ("order", "stoc")}, None),
        (("echo a", "cat a"), {"t": ("a", "a")}, None),
        (("longer", "long"), {}, None),
    ],
)
def test_texts_are_literals_and_names(texts, names, expected):
    assert said(texts, **names) == expected


def test_a_long_text_takes_no_recursion():
    long = "select 1 " * 2000
    assert said((f"{long}a", f"{long}b"), t=("a", "b")) == f"{long}<t>"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["load_orders", "load_stock"], "load"),
        (["orders-load", "stock-load"], "load"),
        (["load_orders_daily", "load_stock_daily"], "load_daily"),
        (["load", "load_stock"], "load"),
        (["loads_a", "load_b"], ""),
        (["_a_x", "_b_x"], "x"),
    ],
)
def test_words_that_all_have(texts, expected):
    assert common_words(texts) == expected
