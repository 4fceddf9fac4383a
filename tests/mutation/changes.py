"""Small changes to a program, each of which should make a test fail.

A change is one mistake a person could make: a `<` for a `<=`, an `and` for an `or`, a forgotten
`not`, another number or word, a line left out. Documentation and types are left as they are. That
`return False` returns nothing is no mistake anyone could see; that it returns True is one.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
COUNTED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
Inside = tuple[str, int] | None
Place = tuple[str, ast.AST, str, Inside]
NOTHING = {"None", "False"}
NAMED = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Change:
    """One change: where it is and what it does.

    Attributes:
        where: the function or name it stands in, e.g. `Hearing.awaits_answer`.
        what: the change in words, e.g. `and becomes or`, with its number where there are more.
        line: the line of the file.
        around: the statement of the file it stands in, as it is now.
        inside: the outermost function whose body it stands in, as qualified name and first line;
            None where it is made when the module is loaded.
        number: its place among all changes of the program.
        tree: the program as it is.
    """

    where: str
    what: str
    line: int
    around: str
    inside: tuple[str, int] | None
    number: int
    tree: ast.Module

    @property
    def program(self) -> ast.Module:
        """The program with the change made."""
        program = copy.deepcopy(self.tree)
        for place, (_, node, what, _) in enumerate(_places(program)):
            if place == self.number:
                _apply(node, what)
                return ast.fix_missing_locations(program)
        raise LookupError(self.number)


def changes(source: str) -> Iterator[Change]:
    """Every change of a program, from top to bottom."""
    tree = ast.parse(source)
    around = {one.lineno: ast.unparse(one) for one in tree.body}
    seen: dict[tuple[str, str], int] = {}
    for number, (where, node, what, inside) in enumerate(_places(tree)):
        count = seen[where, what] = seen.get((where, what), 0) + 1
        name = what if count == 1 else f"{what} ({count})"
        line = _line(node)
        statement = around[max((one for one in around if one <= line), default=min(around))]
        yield Change(where, name, line, statement, inside, number, tree)


def _line(node: ast.AST) -> int:
    return node.target.lineno if isinstance(node, ast.comprehension) else node.lineno


def _places(tree: ast.Module) -> Iterator[Place]:
    for statement in tree.body:
        if _is_text_alone(statement):
            continue
        if isinstance(statement, ast.If) and "__name__" in ast.unparse(statement.test):
            continue
        yield from _inside(statement, "", None)


def _inside(node: ast.AST, where: str, inside: Inside) -> Iterator[Place]:
    where = _name(node, where)
    for what in _possible(node):
        yield where or "module", node, what, inside
    for name, child in _children(node):
        in_body = isinstance(node, ast.FunctionDef) and name == "body"
        yield from _inside(child, where, inside or (_begin(node, where) if in_body else None))


def _begin(function: ast.AST, where: str) -> tuple[str, int]:
    return where, min(one.lineno for one in [function, *function.decorator_list])


def _name(node: ast.AST, where: str) -> str:
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        return f"{where}.{node.name}" if where else node.name
    if not where and isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    if not where and isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id
    return where


def _children(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What is inside, by its field, but for documentation, types and lists of exported names."""
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
        return
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "type_params", "bases"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_text_alone(child):
                yield name, child


def _is_text_alone(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _possible(node: ast.AST) -> Iterator[str]:  # noqa: C901, PLR0912, PLR0915 - one line a kind
    match node:
        case ast.Compare():
            for place, one in enumerate(node.ops):
                if type(one) in COMPARED:
                    new = COMPARED[type(one)].__name__
                    yield f"compare {place}: {type(one).__name__} becomes {new}"
        case ast.BoolOp():
            yield "and becomes or" if isinstance(node.op, ast.And) else "or becomes and"
        case ast.UnaryOp(op=ast.Not()):
            yield "not is left out"
        case ast.BinOp() | ast.AugAssign() if type(node.op) in COUNTED:
            yield f"{type(node.op).__name__} becomes {COUNTED[type(node.op)].__name__}"
        case ast.Constant(value=bool()):
            yield f"{node.value} becomes {not node.value}"
        case ast.Constant(value=int() | float()):
            yield f"{node.value} becomes {node.value + 1}"
        case ast.Constant(value=str()):
            yield f"“{node.value[:40]}” becomes another text"
        case ast.If() | ast.IfExp():
            yield "the condition is turned round"
        case ast.Return(value=ast.expr()) if ast.unparse(node.value) not in NOTHING:
            yield "nothing is returned"
        case ast.Call(func=ast.Name(id="min" | "max" | "any" | "all" as called)):
            yield f"{called} becomes {NAMED[called]}"
        case ast.Call(func=ast.Name(id="reversed" | "sorted" as called)):
            yield f"{called} is left out"
        case ast.comprehension() if node.ifs:
            yield from (f"filter {place} is left out" for place in range(len(node.ifs)))
        case ast.Raise():
            yield "raise is left out"
        case ast.Expr(value=ast.Call()):
            yield "a call is left out"


def _apply(node: ast.AST, what: str) -> None:  # noqa: C901, PLR0912, PLR0915 - one line a kind
    match node:
        case ast.Compare():
            place = int(what.split()[1].rstrip(":"))
            node.ops[place] = COMPARED[type(node.ops[place])]()
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.UnaryOp():
            _become(node, node.operand)
        case ast.BinOp() | ast.AugAssign():
            node.op = COUNTED[type(node.op)]()
        case ast.Constant(value=bool()):
            node.value = not node.value
        case ast.Constant(value=int() | float()):
            node.value += 1
        case ast.Constant(value=str()):
            node.value += "XX"
        case ast.If() | ast.IfExp():
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case ast.Return():
            node.value = ast.Constant(None)
        case ast.Call() if what.endswith("is left out"):
            _become(node, node.args[0])
        case ast.Call(func=ast.Name() as called):
            called.id = NAMED[called.id]
        case ast.comprehension():
            del node.ifs[int(what.split()[1])]
        case ast.Raise() | ast.Expr():
            _become(node, ast.Pass())


def _become(node: ast.AST, other: ast.AST) -> None:
    """Turn a node into another in its place."""
    line = {name: getattr(node, name) for name in node._attributes}
    node.__class__ = other.__class__
    node.__dict__ = {**other.__dict__, **line}
