"""A reference that nothing resolved raises, it is not printed."""

from translator.diagnostics import Sink, Span
from translator.lower.module.leftovers import without_placeholders
from translator.plan import Flow, Line, Suite

PLACE = Span("dag.py", 3)


def test_a_reference_that_is_left_becomes_a_value_that_raises():
    sink = Sink()
    line = Line("b = b.submit(__ref_0__)", ("b",))
    flow = without_placeholders(Flow("x", "x", (Suite("if a:", (line,)),), span=PLACE), sink)
    assert flow.body[0].body[0].text.startswith('b = b.submit(Untranslated("AP206 ')
    assert flow.support == {"untranslated"}
    assert [(one.code, one.detail) for one in sink] == [("AP206", "b")]


def test_a_flow_without_one_is_not_touched():
    sink = Sink()
    flow = Flow("x", "x", (Line("b = a.submit()", ("a",)),), span=PLACE)
    assert without_placeholders(flow, sink) is flow
    assert len(sink) == 0
