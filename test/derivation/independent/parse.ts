/**
 * A small reader of its own for the corpus's formulas, so that the checker is not its own judge.
 * It knows index notation, matrix products and derivatives as plain fractions; all else is `Unhandled`.
 */

export class Unhandled extends Error {}

export type Node =
  | { readonly is: "number"; readonly value: number }
  | { readonly is: "name"; readonly key: string; readonly primes: number }
  | { readonly is: "entry"; readonly of: Node; readonly at: readonly Node[] }
  | { readonly is: "sum"; readonly terms: readonly { readonly sign: number; readonly of: Node }[] }
  | { readonly is: "product"; readonly factors: readonly Node[] }
  | { readonly is: "entrywise"; readonly divide: boolean; readonly left: Node; readonly right: Node }
  | { readonly is: "quotient"; readonly left: Node; readonly right: Node }
  | { readonly is: "power"; readonly base: Node; readonly exponent: Node }
  | { readonly is: "transpose" | "inverse" | "sqrt" | "absolute" | "norm"; readonly of: Node }
  | { readonly is: "call"; readonly of: string; readonly primes: number; readonly with: readonly Node[] }
  | { readonly is: "big"; readonly product: boolean; readonly index: string; readonly from: Node; readonly to: Node | null; readonly of: Node }
  | { readonly is: "derivative"; readonly of: Node; readonly by: Node }
  | { readonly is: "delta"; readonly left: Node; readonly right: Node };

const KNOWN = new Set(["exp", "log", "ln", "sin", "cos", "tan", "tanh", "sinh", "cosh", "max", "min", "tr", "det", "diag", "erf", "vec", "softmax"]);
const SPACES = /\\(?:left|right|[bB]igg?[lr]?|quad|qquad|displaystyle|limits)(?![a-zA-Z])|\\[,;!:\s]|\\tag\*?\{[^}]*\}|~/g;

export interface Names {
  /** Lengths of the axes of what is declared or defined as an array. */
  readonly rank: (key: string) => number | null;
  readonly isFunction: (key: string) => boolean;
}

/** The sides of a chain of equations. */
export function parseChain(tex: string, names: Names): readonly Node[] {
  const tokens = tex.replace(/\\(?:tfrac|dfrac)/g, "\\frac").replace(/\\frac\s*(\d)(?=\d)/g, "\\frac{$1}").replace(/\\partial/g, "d ").replace(/\\top(?![a-zA-Z])/g, "T ").replace(SPACES, " ").match(/\\[a-zA-Z]+|\\.|\d+(?:\.\d+)?|[a-zA-Z]|\S/g) ?? [];
  const reader = new Reader(tokens, names);
  const sides = [reader.sum()];
  while (reader.take("=")) sides.push(reader.sum());
  reader.punctuation();
  return sides;
}

class Reader {
  private at = 0;
  constructor(private readonly tokens: readonly string[], private readonly names: Names) {}

  private get next(): string { return this.tokens[this.at] ?? ""; }
  take(token: string): boolean { if (this.next !== token) return false; this.at++; return true; }
  private expect(token: string): void { if (!this.take(token)) throw new Unhandled(`'${token}' expected, '${this.next}' found`); }
  punctuation(): void { while (this.take(".") || this.take(",")); if (this.at < this.tokens.length) throw new Unhandled(`'${this.next}'`); }

  sum(): Node {
    const terms: { sign: number; of: Node }[] = [];
    for (let sign = this.take("-") ? -1 : (this.take("+"), 1); ; ) {
      terms.push({ sign, of: this.entrywise() });
      if (this.take("+")) sign = 1;
      else if (this.take("-")) sign = -1;
      else break;
    }
    return terms.length === 1 && terms[0]!.sign === 1 ? terms[0]!.of : { is: "sum", terms };
  }

  private entrywise(): Node {
    let left = this.product();
    for (;;) {
      const divide = this.next === "\\oslash";
      if (!this.take("\\odot") && !this.take("\\circ") && !this.take("\\oslash")) return left;
      left = { is: "entrywise", divide, left, right: this.product() };
    }
  }

  private product(): Node {
    const factors: Node[] = [];
    while (this.startsFactor()) {
      const factor = this.factor();
      factors.push(factor);
      if (this.take("/")) { const right = this.factor(); factors.push({ is: "quotient", left: factors.splice(0).length === 1 ? factor : wrong("a/b after a product"), right }); }
      if (!this.take("\\cdot")) this.take("\\times");
    }
    if (factors.length === 0) throw new Unhandled(`'${this.next}' starts no factor`);
    return factors.length === 1 ? factors[0]! : { is: "product", factors };
  }

  private startsFactor(): boolean { return this.next !== "" && !/^(?:[-+=)\]}&,.;:|<>]|\\(?:odot|circ|oslash|otimes|rVert|rangle|\\|\||le|ge|ne|neq|geq|leq|text|quad|end|\}))$/.test(this.next); }

  private factor(): Node { return this.scripts(this.base()); }

  private base(): Node {
    const token = this.tokens[this.at++]!;
    if (/^\d/.test(token)) return { is: "number", value: Number(token) };
    if (token === "(" || token === "[" || token === "{") { const inner = this.sum(); this.expect({ "(": ")", "[": "]", "{": "}" }[token]); return inner; }
    if (token === "\\frac") return this.fraction();
    if (token === "\\sqrt") return { is: "sqrt", of: this.group() };
    if (token === "\\sum" || token === "\\prod") return this.big(token === "\\prod");
    if (token === "\\lVert" || token === "\\|") { const of = this.sum(); this.at++; if (this.take("_")) { const order = this.raw(); if (order !== "2" && order !== "F") throw new Unhandled("norm"); } return { is: "norm", of }; }
    if (token === "\\nabla") { this.expect("_"); const by = this.group(); return { is: "derivative", of: this.product(), by }; }
    this.at--;
    return this.named();
  }

  private named(): Node {
    const key = this.key();
    if (key === "pi") return { is: "number", value: Math.PI };
    let primes = 0;
    while (this.take("'")) primes++;
    if (key === "delta" && this.next === "_" && this.names.rank("delta") === null) { this.at++; const [left, right] = this.subscripts(); return { is: "delta", left: left!, right: right ?? wrong("delta") }; }
    if (!KNOWN.has(key) && !(this.names.isFunction(key) && this.next === "(") && primes === 0) return { is: "name", key, primes };
    let power: Node | null = null;
    if (this.take("^")) power = this.group();
    const call: Node = { is: "call", of: key, primes, with: this.arguments() };
    return power === null ? call : { is: "power", base: call, exponent: power };
  }

  /** In parentheses, or `\\sin 2x`: the product that follows, up to the next function. */
  private arguments(): readonly Node[] {
    if (!this.take("(")) {
      if (!this.startsFactor()) throw new Unhandled("a function without argument");
      const argument = this.product();
      if (argument.is === "product" && argument.factors.some(({ is }, k) => k > 0 && is === "call")) throw new Unhandled("a function after a function's argument");
      return [argument];
    }
    const all = [this.sum()];
    while (this.take(",")) all.push(this.sum());
    this.expect(")");
    return all;
  }

  /** `\mathbf{x}`, `\hat{x}`, `\mu`, `x`, `\operatorname{tr}`. */
  private key(): string {
    const token = this.tokens[this.at++] ?? "";
    const accent = /^\\(hat|bar|tilde)$/.exec(token);
    if (accent !== null) return this.inner() + accent[1]!;
    if (/^\\(mathbf|boldsymbol|bm|mathrm|operatorname|mathit|vec)$/.test(token)) { const inner = this.inner(); return inner === "1" ? "ones" : inner; }
    if (/^[a-zA-Z]$/.test(token)) return token;
    if (KNOWN.has(token.slice(1)) || /^\\(alpha|beta|gamma|delta|epsilon|eta|theta|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|psi|omega|Sigma|Lambda|Phi|Omega|ell)$/.test(token)) return token.slice(1);
    throw new Unhandled(`'${token}'`);
  }

  private inner(): string {
    if (!this.take("{")) return this.key();
    let text = "";
    while (!this.take("}")) text += /^[a-zA-Z0-9]$/.test(this.next) ? this.tokens[this.at++]! : this.key();
    return text;
  }

  private group(): Node {
    if (this.take("{")) { const inner = this.sum(); this.expect("}"); return inner; }
    return this.base();
  }

  private raw(): string { if (!this.take("{")) return this.tokens[this.at++] ?? ""; let text = ""; while (!this.take("}")) text += this.tokens[this.at++] ?? wrong("a brace is open"); return text; }

  private scripts(start: Node): Node {
    let node = start;
    for (;;) {
      if (this.take("_")) { node = this.indexed(node); continue; }
      if (!this.take("^")) return node;
      const mark = this.at, text = this.raw();
      if (text === "T") node = { is: "transpose", of: node };
      else if (text === "-T") node = { is: "transpose", of: { is: "inverse", of: node } };
      else if (text === "-1") node = { is: "inverse", of: node };
      else if (/^[([\\]/.test(text) && /^[([]|langle/.test(text)) throw new Unhandled("a family");
      else { this.at = mark; node = { is: "power", base: node, exponent: this.group() }; }
    }
  }

  private indexed(of: Node): Node {
    const rank = of.is === "name" ? this.names.rank(of.key) : null;
    const at = this.subscripts(rank);
    if (of.is === "name" && rank === null) {
      if (at.length !== 1 || at[0]!.is !== "number") throw new Unhandled("an index on a scalar");
      return { is: "name", key: `${of.key}_${at[0].value}`, primes: 0 };
    }
    return { is: "entry", of, at };
  }

  /** `_{ij}`, `_{i,j}`, `_{i+j-1}`, `_i`, and `_{2i}` on a vector. */
  private subscripts(rank: number | null = null): readonly Node[] {
    if (!this.take("{")) return [this.base()];
    const at: Node[] = [];
    for (;;) {
      const next = this.sum();
      at.push(...(next.is === "product" && rank !== 1 ? next.factors : [next]));
      if (this.take("}")) return at;
      this.expect(",");
    }
  }

  private big(product: boolean): Node {
    this.expect("_");
    let from: Node = { is: "number", value: 1 }, to: Node | null = null;
    const inBraces = this.take("{");
    const index = this.key();
    if (inBraces && !this.take("}")) { this.expect("="); from = this.sum(); this.expect("}"); }
    if (this.take("^")) to = this.group();
    return { is: "big", product, index, from, to, of: this.product() };
  }

  private fraction(): Node {
    const start = this.at;
    const numerator = this.rawGroup(), denominator = this.rawGroup();
    if (denominator[0] === "d" && numerator[0] === "d") {
      if (numerator[1] === "^") throw new Unhandled("a second derivative");
      const by = new Reader(denominator.slice(1), this.names);
      const bar = by.factor();
      by.punctuation();
      if (numerator.length === 1) return { is: "derivative", of: this.product(), by: bar };
      const above = new Reader(numerator.slice(1), this.names);
      const of = above.product();
      above.punctuation();
      return { is: "derivative", of, by: bar };
    }
    this.at = start;
    return { is: "quotient", left: this.group(), right: this.group() };
  }

  private rawGroup(): readonly string[] {
    if (!this.take("{")) return [this.tokens[this.at++] ?? ""];
    const start = this.at;
    for (let depth = 1; depth > 0; this.at++) { if (this.next === "") throw new Unhandled("a brace is open"); depth += this.next === "{" ? 1 : this.next === "}" ? -1 : 0; }
    return this.tokens.slice(start, this.at - 1);
  }
}

function wrong(what: string): never { throw new Unhandled(what); }
