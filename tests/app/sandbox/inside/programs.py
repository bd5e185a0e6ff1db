"""Programs that use what a rewriting could hurt, by what that is. For tests: each runs watched and as it stands."""

PROGRAMS = {
    "names that are mangled in classes": """
class A:
    __x = 1
    def f(self):
        self.__y = self.__x + 1
        __z = self.__y * 2
        __z += 1
        for __i in range(2): __z += __i
        return __z
print(A().f(), sorted(vars(A())))""",
    "super without arguments": """
class A:
    def f(self): return 1
class B(A):
    def f(self):
        return super().f() + 1
    g = lambda self: super().f() + 2
    def h(self):
        return [super(B, self).f() for _ in range(1)]
print(B().f(), B().g(), B().h())""",
    "the class cell": """
class A:
    def f(self): return __class__.__name__
print(A().f())""",
    "walrus": """
data = [1, 2, 3]
if (n := len(data)) > 2: print(n)
print([y := 1, y**2])
print([last := x for x in data], last)
print((a := 3) + (b := a * 2), b)""",
    "await and async comprehensions": """
import asyncio
async def one(n):
    await asyncio.sleep(0)
    return n
async def many():
    for i in range(3): yield await one(i)
async def main():
    found = [x * 2 async for x in many() if await one(x)]
    async with Lock() as lock:
        found.append(lock)
    async for y in many(): found.append(y)
    return found, {await one(k): v async for k, v in pairs()}
async def pairs():
    yield 1, 2
class Lock:
    async def __aenter__(self): return 7
    async def __aexit__(self, *_): return False
print(asyncio.run(main()))""",
    "yield and yield from": """
def inner():
    got = yield 1
    print('got', got)
    return got * 2
def outer():
    result = yield from inner()
    yield result + 1
g = outer()
print(next(g), g.send(5), list(g))""",
    "generators are lazy": """
def g():
    print('begun')
    for i in range(3):
        print('made', i)
        yield i + 1
it = g()
print('before')
print(next(it))
squares = (print('sq', n) or n * n for n in it)
print('still before')
print(next(squares))
it.close()""",
    "match": """
class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
import math
def f(v):
    match v:
        case P(0, y) if y + 1 > 1: return 'P0', y
        case {'k': [a, *rest], **more}: return a, rest, more
        case math.pi: return 'pi'
        case int() | float() as n: return n
        case _: return None
print([f(v) for v in (P(0, 5), {'k': [1, 2, 3], 'm': 4}, math.pi, 3, 'x')])""",
    "annotations": """
from typing import get_type_hints
log = []
def note(x):
    log.append(x)
    return int
a: note('a') = 1 + 1
b: note('b')
class C:
    c: note('c') = 2
def f(x: note('x') = 1 + 2, *args: note('args')) -> note('r'):
    y: note('y') = 3
    return x
print(log, f(), f.__annotations__, C.__annotations__, __annotations__)""",
    "annotations that are texts": """
'''Doc.'''
from __future__ import annotations
x: undefined(1 + 1) = 3 + 4
def f(a: List[int] = 1) -> nothing.at_all: return a
print(f.__annotations__, __annotations__, __doc__)""",
    "docstrings": '''
"""Module."""
class C:
    """Class."""
    def f(self):
        """Function."""
        return 1 + 1
    def g(self):
        'Only.'
print(__doc__, C.__doc__, C.f.__doc__, C.g.__doc__, C().g())''',
    "decorators": """
import functools
def twice(f):
    @functools.wraps(f)
    def inner(*a): return f(*a) * 2
    return inner
@twice
@functools.lru_cache(maxsize=1 + 1)
def f(x): return x + 1
@(lambda c: c)
class C:
    @property
    def p(self): return 1 + 1
    @p.setter
    def p(self, v): self.q = v
    @staticmethod
    def s(): return 3
    @classmethod
    def k(cls): return cls.__name__
c = C()
c.p = 5
print(f(1), C.s(), C.k(), c.p, c.q, f.__name__)""",
    "del and stores": """
d = {'a': [1, 2, 3], 'b': 2}
del d['a'][1], d['b']
d['c'] = d['a'][0], *d['a'][1:] = [4, 5]
class O: pass
o = O()
o.x = o.y = 3
o.x += 4
del o.y
(o.p, [o.q, *o.r]) = 1, (2, 3, 4)
print(d, vars(o))
try:
    del undefined_name
except NameError as e:
    print(e)""",
    "the order of evaluation": """
log = []
def n(k):
    log.append(k)
    return k
class O:
    def __setattr__(s, k, v): log.append((k, v))
    def __setitem__(s, k, v): log.append((k, v))
    def __getitem__(s, k):
        log.append(('get', k))
        return 1
    def __getattr__(s, k):
        log.append(('load', k))
        return 2
o = O()
def at(k):
    log.append(k)
    return o
at('x').a = n(1) + n(2)
at('y')[n(3)] = n(4)
at('z')[n(5)] += n(6)
at('w').b += n(7)
at('p').c, at('q')[n(8)] = n(9), n(10)
n(11) < n(12) < n(1) < n(13)
print(log)""",
    "dicts": """
log = []
def n(k):
    log.append(k)
    return k
more = {'z': 1}
print({n(1): n(2), n(3): [n(4), n(5)], **more, n(6): more}, {**{}}, {})
print(log, {k: v for k, v in {'a': log}.items()}['a'] is log)""",
    "starred": """
def f(*a, **k): return a, k
x, *y = 1, 2, 3
print(f(*y, *range(2), z=1, **{'w': 2}), [*y, x], {*y}, {**{}})
print(*(i * i for i in range(3)), sep='-')
def bad(): yield 1; raise ValueError('in the middle')
try:
    print(*bad())
except ValueError as e:
    print(e)
try:
    f(*5)
except TypeError as e:
    print(e)""",
    "defaults of functions and lambdas": """
n = 1
f = lambda x=n + 1, *, y=n * 5: (x, y)
def g(a=[n + 1], *, b=n - 1): return a, b
n = 100
print(f(), g(), [h() for h in [lambda i=i: i * 2 for i in range(3)]])""",
    "class bodies": """
class M(type):
    @classmethod
    def __prepare__(m, name, bases): return Space()
    def __new__(m, name, bases, space): return type.__new__(m, name, bases, dict(space))
class Space(dict):
    def __missing__(self, key):
        if key.startswith('auto'): return len(self)
        raise KeyError(key)
class C(metaclass=M):
    a = auto_x
    b = auto_y + a
    c = [i for i in range(2)]
    for k in range(2): b += k
print(sorted((k, v) for k, v in vars(C).items() if len(k) == 1))""",
    "enumerations and dataclasses": """
import enum, dataclasses
class E(enum.Enum):
    A = 1 + 1
    B = enum.auto()
    def f(self): return self.value * 2
@dataclasses.dataclass
class D:
    x: int = 1 + 1
    y: list = dataclasses.field(default_factory=list)
print(list(E), E.A.f(), D(), D(3, [4]) == D(3, [4]))""",
    "global and nonlocal": """
n = 0
def f():
    global n, fresh
    n += 1
    fresh = n * 2
    k = 0
    def g():
        nonlocal k
        k += n
        return k
    return g() + g()
print(f(), n, fresh)""",
    "chains evaluate their operands once": """
log = []
def v(x):
    log.append(x)
    return x
print(v(1) < v(2) < v(3), v(3) < v(2) < v(1), 1 in [v(1)] != [])
print(log)""",
    "short circuits": """
log = []
def v(x):
    log.append(x)
    return x
print(v(0) and v(1), v(2) or v(3), not v(4))
print(v(5) if v(0) else v(6), log)""",
    "truth is asked as often": """
class T:
    n = 0
    def __bool__(self):
        T.n += 1
        return True
    def __lt__(self, o): return self
t = T()
if t < t < t: pass
while t:
    break
assert t
x = t and t or t
print(T.n)""",
    "asserts": """
x = 3
assert x == 3, 'not three'
try:
    assert x + 1 == 3, f'{x} is not two'
except AssertionError as e:
    print(e)
assert x * 2 == 7, ('a', x)""",
    "exception groups": """
try:
    raise ExceptionGroup('g', [ValueError('a'), TypeError('b'), KeyError('c')])
except* ValueError as e:
    print('value', e.exceptions)
except* (TypeError, KeyError) as e:
    print(len(e.exceptions))""",
    "exceptions, their context and cleaning up": """
def f():
    try:
        return 1 + 1
    finally:
        print('cleaned')
def g():
    for i in range(3):
        try:
            if i == 1: continue
            1 / (i - 2)
        except ZeroDivisionError as e:
            print('caught', e)
            break
        else:
            print('fine', i)
        finally:
            print('finally', i)
f()
g()
try:
    e
except NameError as x:
    print(x, x.__context__)
import sys
print(sys.exc_info())""",
    "suppress": """
import contextlib
with contextlib.suppress(ZeroDivisionError, KeyError) as nothing:
    print('in')
    1 / 0
    print('never')
print(nothing)
with contextlib.suppress(KeyError), open('/dev/null') as f:
    f.name + ''
    {}['k']
with contextlib.suppress(ValueError):
    [][1]""",
    "with": """
class M:
    def __enter__(s): return 1, [2, 3]
    def __exit__(s, *e):
        print(e[0])
        return True
with M() as (a, [b, c]), M() as d:
    print(a + b + c, d)
    raise KeyError(a)
with (M() as e, M()):
    pass
print(e)""",
    "locals and what is defined": """
def f(a):
    b = a + 1
    for c in [1]: pass
    return sorted(locals())
print(f(1), [k for k in dir() if 'e' in k and 'n' in k], sorted(globals()), sorted(vars()))
class C:
    x = 1 + 1
    print(sorted(locals()))""",
    "a dict of locals stays as it was left": """
def f(w):
    x = 1
    out = locals()
    del out['w']
    y = 2
    return out
print(f(1))""",
    "locals that may be missing": """
def f(n):
    if n: a = 1
    for b in range(n): c = b
    try:
        d = 1 // n
    except ZeroDivisionError as e: pass
    x = 1
    del x
    def g():
        nonlocal z
        del z
    z = 1
    g()
    if n > 5: return
    with open('/dev/null') as h: k = 1
print(f(0), f(1), f(6))""",
    "names that stand for something else": """
UnboundLocalError = ValueError
outside = 1
def f(n):
    if n: a = 1
    def b(): return outside
    [c for c in [1]]
    (lambda d: d)(1)
    class E: e = 2
    global outside
    if n > 1: outside = 5
    return b(), sorted(locals())
class A:
    def __f(self, __x):
        if __x: __y = 1
        return __x
    def g(self): return self.__f(0)
print(f(0), f(1), f(2), A().g())""",
    "a function whose names hold exceptions": """
def f():
    try:
        1 / 0
    except ZeroDivisionError as e:
        kept = e
        return kept is e
    finally:
        print('after')
import sys
print(f(), sys.exc_info())
def g():
    try:
        raise KeyError(1)
    except KeyError:
        if 0: never = 1
        return sys.exc_info()[0]
print(g())""",
    "eval and exec see their scope": """
x = 5
def f():
    x = 7
    return eval('x + 1'), exec('y = x')
print(f(), eval('x * 2'), [eval('x')])
exec('z = x + 1')
print(z)""",
    "loops and else": """
for i, (a, *b) in enumerate([(1, 2), (3, 4, 5)]):
    print(i, a, b)
else:
    print('done')
n = 3
while n - 1:
    n -= 1
    if n == 0: break
else:
    print('out', n)
d = {}
for d['k'] in [1]: pass""",
    "comprehensions of all sorts": """
m = [[1, 2], [3, 4]]
print([x * y for x in m for y in x if len(x) > 1] if m else 0)
print({k: v + 1 for k, v in zip('ab', [1, 2])}, {x % 2 for r in m for x in r}, [[y for y in r] for r in m])""",
    "texts with values": """
x, w = 3.14159, 8
print(f'{x:{w}.{w - 6}f}|{x!r:>10}|{x=}|{x + 1=:.1f}|{{}}|{"n" + "m"}')
print(f'{(lambda a: a + 1)(2)} {[i for i in range(2)]}', '%s %d' % ('a', 2), 'a' 'b' + 'c')""",
    "identity": """
a = [1]
b = a
class O:
    def me(self): return self
o = O()
print(a is b, o.me() is o, (lambda x: x)(a) is a, None is None, [a][0] is a, o.me == o.me)""",
    "identity is not hashing": """
class Odd:
    __hash__ = None
    def __eq__(self, o): raise ValueError('compared')
    def __bool__(self): raise ValueError('asked')
    def __repr__(self): raise ValueError('shown')
    def __getattribute__(self, n): raise ValueError('looked at')
    def __add__(self, o): return self
    def __len__(self): raise ValueError('measured')
    @property
    def __class__(self): raise ValueError('class')
o = Odd()
p = o + o
q = [o, p]
print(p is o, type(q[0]) is Odd)
del q""",
    "finalisers run when they would": """
class F:
    def __init__(self, n): self.n = n
    def __del__(self): print('gone', self.n)
    def __add__(self, o): return F(self.n + o.n)
def f():
    x = F(1)
    y = x + F(2)
    print('leaving')
for i in range(12):
    F(10 + i)
    z = F(100 + i)
f()
x = F(5)
x = None
z = F(7) + F(8)
del z
print('end')""",
    "weak references": """
import weakref
class C: pass
c = C()
r = weakref.ref(c)
print(r() is c)
d = [c][0]
del c, d
print(r())
import gc, sys
x = [1]
print(sys.getrefcount(x), sys.getrefcount([]))""",
    "pickling and copying": """
import pickle, copy, sys
x = copy.deepcopy([1, {'a': (2,)}])
print(pickle.loads(pickle.dumps(x)))""",
    "warnings of the compiler": """
x = 5
print(x is 5)
assert (x, 'always')
'a' 'b'
[1, 2] [0]""",
    "warnings that a comma was forgotten": """
import torch
for made in (
    lambda: (1, 2) (3, 4),
    lambda: [1, 2] [3, 4],
    lambda: 'a' (1),
    lambda: {1} [0],
    lambda: [i for i in [1]] (2),
    lambda: f'{1}' (2),
    lambda: torch.tensor([[1, 2] [3, 4]]),
    lambda: (lambda x: x) [0],
):
    try:
        made()
    except TypeError as e:
        print(e)""",
    "a mode that sees every operation": """
import torch
from torch.overrides import TorchFunctionMode
seen = []
class Mode(TorchFunctionMode):
    def __torch_function__(self, function, types, args=(), more=None):
        seen.append(str(function))
        return function(*args, **(more or {}))
x = torch.ones(2)
with Mode():
    for i in range(20):
        y = x * i
        y.add_(1)
        y += 1
        z = y[0] + 1
print(len(seen), sorted(set(seen)))
with torch.device('cpu'):
    for i in range(20): z = x * 2 + z""",
    "warnings that are raised": """
import warnings
def f():
    warnings.warn('mine', UserWarning, stacklevel=2)
f()
for i in range(2):
    f()""",
    "sources and frames": """
import inspect, sys
def f(a,
      b=1):
    # a comment
    return (a +
            b)
print(f.__code__.co_firstlineno, f.__code__.co_varnames, inspect.signature(f), inspect.getsource(f))
def g(): return sys._getframe(1).f_lineno, sys._getframe().f_lineno
print(
    g(),
    [g()])""",
    "closures": """
def make():
    fs = []
    for i in range(3):
        def f(): return i
        fs.append(f)
    return fs
print([f() for f in make()], make()[0].__code__.co_freevars)""",
    "threads": """
import threading
out = []
def work(n):
    total = 0
    for i in range(200): total += i * n
    out.append(total)
ts = [threading.Thread(target=work, args=(n,)) for n in range(4)]
[t.start() for t in ts]
[t.join() for t in ts]
print(sorted(out))
del ts""",
    "tracebacks point where they would": """
def f(x):
    return (x +
            g(x)
            * 2)
def g(y):
    z = y[0].missing + 1
    return z
print('so far')
f([1])""",
    "a raise in an argument": """
def f(*a): return a
f(1, f(2), [1, 2][5], f(3))""",
    "a raise in a target": """
x = 1
x.y = 2 + 3""",
    "a raise in an augmented assignment": """
x = [1]
x[0] += 'a'""",
    "an unbound local": """
def f():
    x += 1
f()""",
    "an unbound name": """
y += 1""",
    "a raise from": """
try:
    1 / 0
except ZeroDivisionError as e:
    raise ValueError('x' + 'y') from e""",
    "a condition that has no truth": """
import torch
x = torch.ones(2)
if x > 0 and x < 1: pass""",
    "a condition in a comprehension that has no truth": """
import torch
[1 for x in [torch.ones(2)] if not x == 1]""",
    "exit": """
import sys
try:
    sys.exit(3 + 1)
finally:
    print('bye')""",
    "recursion": """
def f(n): return 0 if n == 0 else f(n - 1) + 1
print(f(400))
import sys
print(sys.getrecursionlimit())
def g(n): return g(n + 1)
try:
    g(0)
except RecursionError as e:
    print(e)""",
    "returns": """
def f(x):
    if x: return
    for _ in [1]:
        return x or [x]
def g(): pass
def h(): ...
def k():
    raise KeyError
print(f(1), f(0), g(), h())""",
}
