import { createConditions } from "./conditions.js";
import { createDerivative } from "./derivative.js";
import { describe } from "./describe.js";
import { createFunctions } from "./functions.js";
import { createProducts } from "./products.js";
import { createStore, type WorkLimit } from "./store.js";
import { createSums } from "./sums.js";
import type { Condition, Domain, FunctionName, Node, Relation, Term } from "./term.js";

export type { AtomInfo, Condition, Domain, FunctionName, Node, Relation, Term } from "./term.js";

/**
 * Scalar expressions as one hash-consed directed acyclic graph: equal subexpressions are one node, so identical expressions are equal numbers.
 *
 * Building folds lightly (0, 1, constants, like terms, x · x⁻¹ of free atoms); it never changes a value where the expression is defined,
 * and never enlarges the domain by more than a set of measure zero.
 */
export interface ScalarGraph {
  /** How many nodes there are. */
  readonly size: number;
  /** Operands of all terms that were asked for: what building the graph has cost so far. */
  readonly work: number;
  /** Counts the calls of setValue. */
  readonly revision: number;
  readonly term: (node: Node) => Term;

  /** The exact fraction; a number that is no integer is read as its shortest decimal (0.1 is 1/10). */
  readonly constant: (numerator: number | bigint, denominator?: number | bigint) => Node;
  readonly pi: () => Node;
  /** A new variable at every call. */
  readonly atom: (name: string, domain?: Domain) => Node;
  /** The value of `atom` is that of `value`; derivatives still treat it as a variable. */
  readonly setValue: (atom: Node, value: Node) => void;
  /** A named intermediate, new at every call: its value is that of `definition`; it can be differentiated by and through. */
  readonly ref: (name: string, definition: Node) => Node;

  readonly add: (...nodes: readonly Node[]) => Node;
  readonly sub: (a: Node, b: Node) => Node;
  readonly neg: (a: Node) => Node;
  readonly mul: (...nodes: readonly Node[]) => Node;
  readonly div: (a: Node, b: Node) => Node;
  /** base^exponent for an integer exponent, negative ones too; x⁰ = 1. */
  readonly powInt: (base: Node, exponent: number) => Node;
  /** base^exponent; for constant exponents k/2 roots and integer powers, else exp(exponent log base). */
  readonly pow: (base: Node, exponent: Node) => Node;
  readonly fn: (name: FunctionName, argument: Node) => Node;
  /** An unspecified smooth function of its arguments; `orders[i]` counts the derivatives by argument i (default: none). */
  readonly call: (f: string, args: readonly Node[], orders?: readonly number[]) => Node;

  readonly compare: (relation: Relation, a: Node, b: Node) => Condition;
  readonly and: (...conditions: readonly Condition[]) => Condition;
  readonly or: (...conditions: readonly Condition[]) => Condition;
  readonly not: (condition: Condition) => Condition;
  readonly select: (condition: Condition, then: Node, otherwise: Node) => Node;

  /** d node / d variable, where the variable is an atom or a ref: almost everywhere, so conditions count as constant. */
  readonly derivative: (node: Node, variable: Node) => Node;
  /** d node / d variable with every ref in between held fixed: of v = u x, u = x² by x, it is u. A ref that is differentiated itself is what it is defined as. */
  readonly partial: (node: Node, variable: Node) => Node;
  /** The same of what a partial derivative gave: there a ref is held fixed, too. */
  readonly partialAgain: (node: Node, variable: Node) => Node;
  /** The refs that stand for derivatives of a ref, in a graph that keeps them: cut loose with it, a definition is any smooth function of what it depends on. */
  readonly slopes: ReadonlyMap<Node, readonly Node[]>;
  /** Whether the variable stands in the node: in its conditions too, but not in the values of atoms. */
  readonly dependsOn: (node: Node, variable: Node) => boolean;
  /** Readable text, for people. */
  readonly describe: (node: Node) => string;
}

export function createGraph(limit: WorkLimit | null = null, { keepSlopes = false }: { readonly keepSlopes?: boolean } = {}): ScalarGraph {
  const store = createStore(limit);
  const sums = createSums(store);
  const products = createProducts(store);
  const algebra = {
    ...store,
    ...sums,
    ...products,
    neg: (a: Node) => products.mul(store.constant(-1), a),
    sub: (a: Node, b: Node) => sums.add(a, products.mul(store.constant(-1), b)),
    div: (a: Node, b: Node) => products.mul(a, products.powInt(b, -1)),
  };
  const conditions = createConditions(store);
  const functions = createFunctions({ ...algebra, ...conditions });
  const slopes = new Map<Node, Node[]>();
  const derivative = createDerivative({ ...algebra, ...conditions, ...functions }, keepSlopes ? slopes : null);
  const held = createDerivative({ ...algebra, ...conditions, ...functions }, null, false);
  const partial = (node: Node, variable: Node): Node => {
    const term = store.term(node);
    return term.kind === "ref" && node !== variable ? partial(term.definition, variable) : held.derivative(node, variable);
  };
  const { constant, pi, atom, setValue, ref, term, call } = store;
  const { neg, sub, div } = algebra;
  return {
    get size() { return store.size(); },
    get work() { return store.work(); },
    get revision() { return store.revision(); },
    slopes, term, constant, pi, atom, setValue, ref, neg, sub, div, call, ...sums, ...products, ...functions, ...conditions, ...derivative, partial, partialAgain: held.derivative,
    describe: (node) => describe(store, node),
  };
}
