"""Calls: arguments, the user's functions, generators, and everything else that can be called."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from translator.load.language import classes, external, iteration, methods, statements
from translator.load.language.choices import distribute, merge
from translator.load.language.convert import why
from translator.load.language.frames import CallFrame, Guard, Iteration
from translator.load.language.items import update_dict
from translator.load.language.limits import Raised, TooDeep
from translator.load.language.scope import Binding, Scope
from translator.load.language.values import (
    Arguments,
    BoundExternal,
    BoundMethod,
    ChoiceValue,
    ClassValue,
    DictValue,
    ExternalValue,
    FunctionValue,
    GeneratorValue,
    InheritedMember,
    InstanceValue,
    Known,
    NativeFunction,
    ObjectValue,
    Origin,
    PartialValue,
    TupleValue,
    UnknownMember,
    UnknownValue,
    Value,
)
from translator.load.sources.walk import children

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator
    from translator.load.sources.source import SourceFile

CALL_COST = 5
"""Steps of a call, beside those of its body."""
REPEATS_UNDER_UNKNOWN = 3
"""How often a function may call itself where an unknown condition decides when it ends."""


def call_node(ev: Evaluator, node: ast.Call) -> Value:
    """`f(...)`."""
    if isinstance(node.func, ast.Name) and node.func.id == "super" and not node.args:
        return classes.zero_argument_super(ev)
    function = ev.eval(node.func)
    result = call(ev, function, evaluate_arguments(ev, node))
    if result.origin is None:
        result.origin = ev.origin(node)
    elif type(result) is Known:
        return Known(result.value, ev.origin(node))
    return result


def evaluate_arguments(ev: Evaluator, node: ast.Call) -> Arguments:
    """The arguments of a call, in the order written."""
    origin = ev.origin(node)
    args = Arguments(node, [], {}, origin=origin)
    for argument in node.args:
        if isinstance(argument, ast.Starred):
            _spread(ev, args, ev.eval(argument.value))
        else:
            args.nodes[len(args.positional)] = Origin(argument, origin.scope, origin.stamp)
            args.positional.append(ev.eval(argument))
    for keyword in node.keywords:
        if keyword.arg is None:
            _spread_keywords(ev, args, ev.eval(keyword.value))
        else:
            args.nodes[keyword.arg] = Origin(keyword.value, origin.scope, origin.stamp)
            args.keywords[keyword.arg] = ev.eval(keyword.value)
    return args


def _spread(ev: Evaluator, args: Arguments, value: Value) -> None:
    items = ev.iterate(value)
    if items is None:
        args.complete = False
        args.starred.append(value)
    else:
        args.positional.extend(items)


def _spread_keywords(ev: Evaluator, args: Arguments, value: Value) -> None:
    spread = DictValue()
    update_dict(ev, spread, value)
    for key, item in spread.pairs():
        if isinstance(key, Known) and isinstance(key.value, str):
            if key.value in args.keywords:
                error = f"got multiple values for keyword argument {key.value!r}"
                raise Raised(TypeError(error))
            args.keywords[key.value] = item
    if spread.open is not None:
        args.complete = False
        args.starred.append(value)


def call(ev: Evaluator, function: Value, args: Arguments) -> Value:
    """`function(*args)`."""
    handler = CALLS.get(type(function))
    if handler is not None:
        return handler(ev, function, args)
    if isinstance(function, ObjectValue):
        return function.call(ev, args)
    if isinstance(function, Known):
        raise Raised(TypeError(f"{type(function.value).__name__!r} object is not callable"))
    if isinstance(function, UnknownMember):
        ev.hooks.unknown_method(ev, function)
    if isinstance(function, InheritedMember):
        ev.hooks.inherited_method(ev, function.base, function.reason)
    external.warn_if_building(ev, why(function), args)
    return UnknownValue(f"{why(function)}()")


def call_function(ev: Evaluator, function: FunctionValue, args: Arguments) -> Value:
    """A function or lambda of the user's."""
    node = function.node
    ev.charge(CALL_COST)
    scope = Scope("function", function.scope)
    scope.function = function.name
    scope.cls = function.owner
    bind_parameters(ev, function, scope, args)
    if isinstance(node, ast.AsyncFunctionDef):
        return UnknownValue(f"the coroutine {function.name}()")
    if is_generator(node, function.scope.module.source):
        return GeneratorValue(_generator(ev, function, scope, args))
    result = run(ev, function, scope, args)
    ev.hooks.called(ev, function, result)
    return result


def run(ev: Evaluator, function: FunctionValue, scope: Scope, args: Arguments) -> Value:
    """Run the body of a function in the scope of its parameters."""
    if _endless(ev, function):
        return UnknownValue(f"{function.name}() calls itself until something is known at run time")
    if ev.depth >= ev.options.depth:
        raise TooDeep(f"{function.name}() is {ev.depth} calls deep")
    caller, place = ev.scope, ev.statement
    given = {name: binding.value for name, binding in scope.vars.items()}
    ev.stack.append(CallFrame(args.node, function, caller, given))
    ev.scope = scope
    ev.depth += 1
    try:
        return _body(ev, function, scope)
    finally:
        ev.depth -= 1
        ev.scope, ev.statement = caller, place
        ev.stack.pop()


def _body(ev: Evaluator, function: FunctionValue, scope: Scope) -> Value:
    node = function.node
    if isinstance(node, ast.Lambda):
        return ev.eval(node.body)
    signal = ev.exec_block(node.body)
    result = signal.value if isinstance(signal, statements.Return) else Known(None)
    if not scope.returns:
        return result
    if signal is not statements.RAISED:
        scope.returns.append(((), result))
    return merge(ev, scope.returns, f"the result of {function.name}()")


def _endless(ev: Evaluator, function: FunctionValue) -> bool:
    """A recursion that only an unknown condition would end."""
    if ev.depth < REPEATS_UNDER_UNKNOWN:
        return False
    repeats, unknown = 0, False
    for frame in ev.stack:
        if isinstance(frame, CallFrame):
            repeats += frame.function is function
        elif isinstance(frame, Guard) or (isinstance(frame, Iteration) and frame.open):
            unknown = unknown or repeats > 0
    return unknown and repeats >= REPEATS_UNDER_UNKNOWN


def is_generator(node: ast.AST, source: SourceFile) -> bool:
    """Whether a function has a `yield` of its own."""
    found: bool | None = getattr(node, "_is_generator", None)
    if found is None:
        plain = isinstance(node, ast.Lambda) or "yield" not in source.text
        found = not plain and _yields(getattr(node, "body", []))
        node._is_generator = found  # type: ignore[attr-defined]
    return found


def _yields(body: list[ast.stmt]) -> bool:
    todo: list[ast.AST] = list(body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            todo.extend(children(node))
    return False


def _generator(
    ev: Evaluator, function: FunctionValue, scope: Scope, args: Arguments
) -> Callable[[Callable[[Value], Value]], Value]:
    def start(receive: Callable[[Value], Value]) -> Value:
        ev.yielding.append(receive)
        try:
            return run(ev, function, scope, args)
        finally:
            ev.yielding.pop()

    return start


def yield_(ev: Evaluator, node: ast.Yield) -> Value:
    """`yield x`: hands the value to whoever runs the generator."""
    value = Known(None) if node.value is None else ev.eval(node.value)
    return hand_over(ev, value)


def hand_over(ev: Evaluator, value: Value) -> Value:
    """Give a yielded value to the receiver, which runs outside of the generator."""
    if not ev.yielding:
        return UnknownValue("yield outside of a generator")
    receive = ev.yielding.pop()
    scope, place = ev.scope, ev.statement
    try:
        result: Value = receive(value)
    finally:
        ev.yielding.append(receive)
        ev.scope, ev.statement = scope, place
    return result


def yield_from(ev: Evaluator, node: ast.YieldFrom) -> Value:
    """`yield from x`."""
    value = ev.eval(node.value)
    items = iteration.iterator(ev, value)
    if items is None:
        items = iter([UnknownValue(f"an element of {why(value)}") for _ in range(2)])
    for item in items:
        hand_over(ev, item)
    return value.result if isinstance(value, GeneratorValue) else Known(None)


def evaluate_defaults(ev: Evaluator, function: FunctionValue) -> None:
    """The default values of parameters, when the function is defined."""
    arguments = function.node.args
    function.defaults = [ev.eval(default) for default in arguments.defaults]
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            function.keyword_defaults[argument.arg] = ev.eval(default)


def bind_parameters(ev: Evaluator, function: FunctionValue, scope: Scope, args: Arguments) -> None:
    """Bind the parameters of a function to the arguments of a call."""
    spec = function.node.args
    names = [one.arg for one in (*spec.posonlyargs, *spec.args)]
    keywords = dict(args.keywords)
    for index, name in enumerate(names):
        if index < len(args.positional):
            _parameter(ev, scope, name, args.positional[index], args.nodes.get(index))
        elif name in keywords:
            _parameter(ev, scope, name, keywords.pop(name), args.nodes.get(name))
        else:
            _default(ev, function, scope, name, index - len(names), args)
    rest = args.positional[len(names) :]
    if spec.vararg is not None:
        packed = TupleValue(rest)
        _parameter(ev, scope, spec.vararg.arg, packed, None)
    elif rest:
        raise Raised(TypeError(f"{function.name}() takes {len(names)} positional arguments"))
    for one in spec.kwonlyargs:
        if one.arg in keywords:
            _parameter(ev, scope, one.arg, keywords.pop(one.arg), args.nodes.get(one.arg))
        else:
            _keyword_default(ev, function, scope, one.arg, args)
    _rest_of_keywords(ev, function, scope, keywords, args)


def _rest_of_keywords(
    ev: Evaluator,
    function: FunctionValue,
    scope: Scope,
    keywords: dict[str, Value],
    args: Arguments,
) -> None:
    spec = function.node.args
    if spec.kwarg is not None:
        packed = DictValue((Known(name), value) for name, value in keywords.items())
        if not args.complete:
            packed.open = why(args.starred[0]) if args.starred else "unknown arguments"
        _parameter(ev, scope, spec.kwarg.arg, packed, None)
    elif keywords:
        name = next(iter(keywords))
        message = f"{function.name}() got an unexpected keyword argument {name!r}"
        raise Raised(TypeError(message))


def _parameter(ev: Evaluator, scope: Scope, name: str, value: Value, origin: Origin | None) -> None:
    ev.clock += 1
    binding = Binding(name, value, scope, ev.clock)
    binding.origin = origin or value.origin
    scope.vars[name] = binding


def _default(
    ev: Evaluator, function: FunctionValue, scope: Scope, name: str, index: int, args: Arguments
) -> None:
    """A parameter without an argument; `index` counts from the end."""
    if -index <= len(function.defaults):
        value = function.defaults[index]
        _parameter(ev, scope, name, value, value.origin)
    else:
        _missing(ev, function, scope, name, args)


def _keyword_default(
    ev: Evaluator, function: FunctionValue, scope: Scope, name: str, args: Arguments
) -> None:
    value = function.keyword_defaults.get(name)
    if value is not None:
        _parameter(ev, scope, name, value, value.origin)
    else:
        _missing(ev, function, scope, name, args)


def _missing(
    ev: Evaluator, function: FunctionValue, scope: Scope, name: str, args: Arguments
) -> None:
    if args.complete:
        raise Raised(TypeError(f"{function.name}() missing required argument: {name!r}"))
    reason = why(args.starred[0]) if args.starred else "unknown arguments"
    _parameter(ev, scope, name, UnknownValue(reason), None)


def _call_method(ev: Evaluator, method: BoundMethod, args: Arguments) -> Value:
    if method.function is None:
        return methods.call_method(ev, method, args)
    return call(ev, method.function, prepend(args, method.receiver))


def prepend(args: Arguments, *first: Value) -> Arguments:
    """The arguments with more positional ones in front."""
    shift = len(first)
    nodes = {k + shift if isinstance(k, int) else k: node for k, node in args.nodes.items()}
    return Arguments(
        args.node,
        [*first, *args.positional],
        args.keywords,
        origin=args.origin,
        complete=args.complete,
        nodes=nodes,
        starred=args.starred,
    )


def _call_partial(ev: Evaluator, partial: PartialValue, args: Arguments) -> Value:
    merged = prepend(args, *partial.positional)
    merged.keywords = {**partial.keywords, **args.keywords}
    for key, node in partial.arguments.nodes.items():
        if isinstance(key, int):
            if key > 0:
                merged.nodes[key - 1] = node
        else:
            merged.nodes.setdefault(key, node)
    merged.complete = args.complete and partial.arguments.complete
    merged.starred = [*partial.arguments.starred, *args.starred]
    return call(ev, partial.function, merged)


def _call_choice(ev: Evaluator, choice: ChoiceValue, args: Arguments) -> Value:
    return distribute(ev, choice, lambda one: call(ev, one, args))


def _call_native(ev: Evaluator, function: NativeFunction, args: Arguments) -> Value:
    return function.function(ev, args)


def _call_instance(ev: Evaluator, instance: InstanceValue, args: Arguments) -> Value:
    method = ev.class_attribute(instance.cls, "__call__", instance)
    if method is not None:
        return call(ev, method, args)
    return UnknownValue(f"a call of {why(instance)}")


CALLS: dict[type, Callable[[Evaluator, Any, Arguments], Value]] = {
    FunctionValue: call_function,
    ClassValue: classes.instantiate,
    BoundMethod: _call_method,
    BoundExternal: classes.call_base,
    PartialValue: _call_partial,
    NativeFunction: _call_native,
    ExternalValue: external.call_external,
    ChoiceValue: _call_choice,
    InstanceValue: _call_instance,
}
