/** Random expressions of everything that the reader can give, over the names of one document. */
import fc from "fast-check";
import { readDocument } from "../../../src/derivation/document/read-document.js";
import { freeIndices, type Condition, type Expression, type ProductSign } from "../../../src/derivation/expression/expression.js";
import { isNumber } from "../../../src/derivation/notation/is-number.js";
import { understand } from "../../../src/derivation/scope/understand.js";

/** Numbers, arrays, a label, families of both styles, functions, a size that is called d. */
export const document = readDocument("names.md", String.raw`
Let $a, b, r, s \in \mathbb{R}$, $\sigma^2 \in \mathbb{R}$, $\mathbf{x}, \mathbf{y} \in \mathbb{R}^n$, $A, B \in \mathbb{R}^{n \times d}$ and $W_{xh} \in \mathbb{R}^{n \times n}$, where $n, d \in \mathbb{N}$.
Let $v^{(k)} \in \mathbb{R}^n$ for $k = 1, \dots, n$, and let $h_t \in \mathbb{R}^n$ for $t = 1, \dots, n$, and let $c^{(k)} \in \mathbb{R}$ for $k = 1, \dots, n$.
Let $f : \mathbb{R} \to \mathbb{R}$ be differentiable, and let $L$ be a smooth function of $\mathbf{y}$.
`);
export const { scope } = understand(document);

const nowhere = { start: 0, end: 0 } as const;
type Node = fc.Arbitrary<Expression>;
const made = <T extends Record<string, unknown>>(kind: string, fields: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }): Node =>
  fc.record(fields).map((each) => ({ kind, ...each, ...nowhere }) as unknown as Expression);

const name: Node = fc.constantFrom("a", "b", "r", "s", "x", "y", "A", "B", "n", "d", "L", "\\sigma^{2}", "W_{xh}").map((each) => ({ kind: "name", name: each, ...nowhere }));
const index: Node = fc.constantFrom("i", "j", "k", "l").map((each) => ({ kind: "index", name: each, ...nowhere }));
const number: Node = fc.oneof(fc.nat(120).map((digits) => ({ kind: "number" as const, digits: BigInt(digits), places: 0, ...nowhere })), fc.constant({ kind: "number" as const, digits: 5n, places: 1, ...nowhere }));
const shifted: Node = fc.constantFrom(1 as const, -1 as const).chain((sign) => index.map((of) => ({ kind: "add" as const, terms: [{ sign: 1 as const, of, ...nowhere }, { sign, of: { kind: "number" as const, digits: 1n, places: 0, ...nowhere }, ...nowhere }], ...nowhere })));
const place: Node = fc.oneof({ weight: 4, arbitrary: index }, { weight: 1, arbitrary: shifted }, { weight: 1, arbitrary: number.filter((e) => e.kind === "number" && e.places === 0) });
const member: Node = fc.tuple(fc.constantFrom("v", "h", "c"), place).map(([family, at]) => ({ kind: "member" as const, family, at: [at], ...nowhere }));
const entry = (of: Node, count: number): Node => fc.tuple(of, fc.array(place, { minLength: count, maxLength: count })).map(([whole, at]) => ({ kind: "entry" as const, of: whole, at, ...nowhere }));
const named = (...keys: readonly string[]): Node => fc.constantFrom(...keys).map((key) => ({ kind: "name" as const, name: key, ...nowhere }));
const arrayEntry: Node = fc.oneof(entry(named("x", "y"), 1), entry(named("A", "B"), 2), entry(member.filter((e) => e.kind === "member" && e.family !== "c"), 1));
const reference: Node = fc.oneof(named("a", "x", "A", "y"), arrayEntry);
const leaf: Node = fc.oneof(name, index, number, member, arrayEntry);

const CHAINED: readonly ProductSign[] = ["juxtaposed", "juxtaposed", "juxtaposed", "cdot", "times", "star", "over"];
const OF_ARRAYS: readonly ProductSign[] = ["hadamard", "kronecker", "hadamard-over"];
const product = (of: Node, signs: readonly ProductSign[]): Node => fc.array(fc.tuple(fc.constantFrom(...signs), of), { minLength: 2, maxLength: 4 }).map((factors) => ({ kind: "product" as const, factors: factors.map(([sign, each], k) => ({ sign: k === 0 ? "juxtaposed" as const : sign, of: each, ...nowhere })), ...nowhere }));

const condition = (of: Node): fc.Arbitrary<Condition> => {
  const compare = fc.tuple(fc.constantFrom("=" as const, "!=" as const, "<" as const, "<=" as const, ">" as const, ">=" as const), of, of).map(([relation, left, right]): Condition => ({ kind: "compare", relation, left, right, ...nowhere }));
  const several = fc.tuple(fc.constantFrom("and" as const, "or" as const), fc.array(compare, { minLength: 2, maxLength: 3 })).map(([kind, list]): Condition => ({ kind, of: list, ...nowhere }));
  return fc.oneof({ weight: 3, arbitrary: compare }, { weight: 1, arbitrary: several });
};

const binder = (of: Node) => fc.oneof(
  fc.constantFrom("i", "j", "k", "l").map((each) => ({ name: each, from: null, to: null, ...nowhere })),
  fc.tuple(fc.constantFrom("i", "j", "k", "l"), of, of).map(([each, from, to]) => ({ name: each, from, to, ...nowhere })),
);

/** Where d is a size, the reader takes it for a differential before one symbol only. */
function oneVariable(e: Expression): Expression {
  if (e.kind !== "derivative" || e.partial) return e;
  const first = e.by[0]!;
  return { ...e, by: first.kind === "entry" ? [first] : e.by.map(() => first) };
}

const ENTRYWISE = ["exp", "log", "sin", "cos", "tanh", "sqrt", "sigmoid", "relu", "softmax", "trace", "det", "diag", "logsumexp", "vec", "erf", "sign"];

/** `diag(x_i)` and `(a_i b_j)_{ij}` are read as arrays with these entries: one number has no diagonal, and no entries. */
const isNumberWithIndices = (e: Expression): boolean => isNumber(e, scope) && freeIndices(e).size > 0;
const isDiagonalOfNumber = (e: Expression): boolean => e.kind === "apply" && e.function === "diag" && isNumberWithIndices(e.arguments[0]!);

const { expression } = fc.letrec<{ expression: Expression }>((tie) => {
  const of = tie("expression");
  const grown = fc.oneof(
    { weight: 4, arbitrary: fc.array(fc.tuple(fc.constantFrom(1 as const, -1 as const), of), { minLength: 1, maxLength: 3 }).filter((terms) => terms.length > 1 || terms[0]![0] === -1).map((terms) => ({ kind: "add" as const, terms: terms.map(([sign, each]) => ({ sign, of: each, ...nowhere })), ...nowhere })) },
    { weight: 5, arbitrary: product(of, CHAINED) },
    { weight: 2, arbitrary: product(of, OF_ARRAYS) },
    { weight: 2, arbitrary: made("quotient", { numerator: of, denominator: of }) },
    { weight: 2, arbitrary: made("power", { base: of, exponent: of }) },
    made("power", { base: of, exponent: fc.constant({ kind: "add", terms: [{ sign: -1, of: { kind: "number", digits: 1n, places: 0, ...nowhere }, ...nowhere }], ...nowhere }) }),
    { weight: 2, arbitrary: made("transpose", { of }) },
    entry(of.filter((e) => !["name", "member", "entry", "norm", "index"].includes(e.kind) && !isNumberWithIndices(e)), 2),
    { weight: 3, arbitrary: made("apply", { function: fc.constantFrom(...ENTRYWISE), arguments: fc.tuple(of) }).filter((e) => !isDiagonalOfNumber(e)) },
    made("apply", { function: fc.constantFrom("max", "min"), arguments: fc.tuple(of, of) }),
    made("call", { function: fc.constantFrom("f", "L"), arguments: fc.tuple(of), primes: fc.constantFrom(0, 0, 1, 2) }).filter((e) => e.kind === "call" && (e.primes === 0 || e.function === "f")),
    { weight: 3, arbitrary: made("big", { operator: fc.constantFrom("sum", "product", "max", "min"), binders: fc.tuple(binder(leaf)), where: fc.constant(null), body: of }) },
    made("series", { operator: fc.constantFrom("sum", "product"), written: fc.array(of, { minLength: 1, maxLength: 2 }), last: of }),
    { weight: 2, arbitrary: made("derivative", { of: fc.oneof(reference, of), by: fc.array(reference, { minLength: 1, maxLength: 2 }), partial: fc.boolean() }).map(oneVariable) },
    made("gradient", { of, by: reference, order: fc.constantFrom(1, 2) }),
    made("delta", { left: index, right: index }),
    condition(of).map((each) => ({ kind: "indicator" as const, condition: each, ...nowhere })),
    fc.array(fc.record({ value: of, condition: condition(of) }), { minLength: 1, maxLength: 2 }).map((arms) => ({ kind: "cases" as const, arms, ...nowhere })),
    fc.array(fc.tuple(of, of), { minLength: 1, maxLength: 2 }).map((rows) => ({ kind: "matrix" as const, rows: rows, determinant: false, ...nowhere })),
    made("norm", { of, order: fc.constantFrom("plain", "1", "2", "F", "inf") }),
    made("absolute", { of }),
    made("inner", { left: of, right: of }),
  );
  return { expression: fc.oneof({ maxDepth: 4, depthSize: "small" }, leaf, grown) };
});

export const expressions: fc.Arbitrary<Expression> = expression;
