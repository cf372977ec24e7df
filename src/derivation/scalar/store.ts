import { rational, toText, type Rational } from "./rational.js";
import { operands, type Domain, type Node, type Term } from "./term.js";

/** The table of nodes, where a term that is already there is found again. */
export interface Store {
  readonly term: (node: Node) => Term;
  readonly size: () => number;
  /** Operands of all terms that were asked for, those found again included: what building the graph has cost. */
  readonly work: () => number;
  readonly revision: () => number;
  /** The node of this term. */
  readonly intern: (key: string, term: Term) => Node;
  readonly constant: (numerator: number | bigint, denominator?: number | bigint) => Node;
  readonly rational: (value: Rational) => Node;
  /** The value if the node is a constant, else null. */
  readonly constantValue: (node: Node) => Rational | null;
  readonly pi: () => Node;
  readonly atom: (name: string, domain?: Domain) => Node;
  readonly setValue: (atom: Node, value: Node) => void;
  readonly ref: (name: string, definition: Node) => Node;
  readonly call: (f: string, args: readonly Node[], orders?: readonly number[]) => Node;
  /** 1/0: what is undefined for every value. Sums and products that contain it are it. */
  readonly undefinedNode: Node;
}

/** How much building may cost, in operands, and what to throw beyond. */
export interface WorkLimit {
  readonly most: number;
  readonly exceeded: () => Error;
}

/** With a limit, `intern` and what calls it throw once the work exceeds it. */
export function createStore(limit: WorkLimit | null = null): Store {
  const terms: Term[] = [];
  const known = new Map<string, Node>();
  const most = limit?.most ?? Infinity;
  let revision = 0, work = 0;

  const push = (term: Term): Node => terms.push(term) - 1;
  const intern = (key: string, term: Term): Node => {
    work += 1 + operands(term).length;
    if (work > most) throw limit!.exceeded();
    const found = known.get(key);
    if (found !== undefined) return found;
    const node = push(term);
    known.set(key, node);
    return node;
  };
  const term = (node: Node): Term => {
    const found = terms[node];
    if (found === undefined) throw new RangeError(`no node ${node} in this graph of ${terms.length}`);
    return found;
  };
  const exact = (value: Rational): Node => {
    const text = toText(value);
    // long numbers cost the square of their digits
    work += Math.floor((text.length / 64) ** 2);
    return intern(`#${text}`, { kind: "constant", value });
  };
  const nought = exact(rational(0));

  return {
    term,
    intern,
    size: () => terms.length,
    work: () => work,
    revision: () => revision,
    constant: (numerator, denominator) => exact(rational(numerator, denominator)),
    rational: exact,
    constantValue: (node) => {
      const found = term(node);
      return found.kind === "constant" ? found.value : null;
    },
    pi: () => intern("pi", { kind: "pi" }),
    atom: (name, domain = "real") => push({ kind: "atom", name, value: null, domain }),
    setValue: (atom, value) => {
      const found = term(atom);
      if (found.kind !== "atom") throw new TypeError(`setValue: node ${atom} is no atom but a ${found.kind}`);
      terms[atom] = { ...found, value };
      revision++;
    },
    ref: (name, definition) => push({ kind: "ref", name, definition }),
    call: (f, args, orders = args.map(() => 0)) => {
      if (orders.length !== args.length) throw new RangeError(`call: ${f} has ${args.length} arguments but ${orders.length} orders of derivatives`);
      return intern(`${f}(${args.join()};${orders.join()})`, { kind: "call", f, args: [...args], orders: [...orders] });
    },
    undefinedNode: intern("1/0", { kind: "powInt", base: nought, exponent: -1 }),
  };
}
