/** One name, function or number for another. */
import { nameOf, number } from "../expression/build.js";
import { walk } from "../expression/expression.js";
import { knownFunction } from "../notation/functions.js";
import { at, atomsIn, type Edit, type EditContext, lettersOf, slice, termEnds } from "./edit.js";

/** One name for another of the document that has the same number of axes. */
export function* nameEdits(context: EditContext): Generator<Edit> {
  const { side, other, scope, text } = context;
  const written = new Map<string, string>();
  for (const expression of [other, side]) for (const node of walk(expression)) if (node.kind === "name" && node.end > node.start) written.set(node.name, text.slice(node.start, node.end));
  for (const [key, quantity] of scope.quantities) if (!written.has(key) && quantity.role === "variable" && quantity.levels === 0 && quantity.definitions.length + (quantity.axes === null ? 0 : 1) > 0) written.set(key, key);
  const rank = (key: string): number | undefined => scope.quantities.get(key)?.axes?.length;
  for (const node of walk(side)) {
    if (node.kind !== "name" || node.end === node.start || scope.quantities.get(node.name)?.role === "size") continue;
    for (const [key, as] of written) {
      if (key === node.name || rank(key) === undefined || rank(key) !== rank(node.name) || scope.quantities.get(key)?.role === "size") continue;
      yield { start: node.start, end: node.end, text: /^\\[a-zA-Z]+$/.test(as) ? `${as} ` : as, what: `'${text.slice(node.start, node.end)}' should be '${as}'`, rank: 3, rewriting: { node, by: nameOf(key) } };
    }
    if (rank(node.name) === 1) yield { start: node.start, end: node.end, text: `\\operatorname{diag}(${text.slice(node.start, node.end)})`, what: "\\operatorname{diag} is missing", rank: 3 };
    if (text[node.end] !== "_" && text[node.end] !== "^") for (const letter of rank(node.name) === 1 ? lettersOf(context) : []) yield { ...at(node.end), text: `_${letter}`, what: `the subscript '${letter}' is missing`, rank: 4 };
  }
}

const RELATED: Readonly<Record<string, readonly string[]>> = { "\\sin": ["\\cos"], "\\cos": ["\\sin"], "\\tanh": ["\\tanh^2"], "\\exp": ["\\log"], "\\log": ["\\exp"], "\\max": ["\\min"], "\\min": ["\\max"], "\\cosh": ["\\sinh"], "\\sinh": ["\\cosh"] };

/** sin for cos, a prime that is missing or too much. */
export function* functionEdits({ side, text }: EditContext): Generator<Edit> {
  for (const node of walk(side)) {
    if (node.kind === "apply" && node.end > node.start) {
      const command = /^\\[a-zA-Z]+/.exec(text.slice(node.start))?.[0] ?? "";
      for (const other of RELATED[command] ?? []) yield { start: node.start, end: node.start + command.length, text: other, what: `'${command}' should be '${other}'`, rank: 2 };
      if (node.arguments.length === 1 && knownFunction(node.function)?.acts === "array") yield { start: node.start, end: node.arguments[0]!.start, text: "", what: `'${node.function}' is too much`, rank: 6 };
    }
    if (node.kind === "call") {
      const bracket = /[([]|\\left/.exec(text.slice(node.start, node.end));
      if (bracket === null) continue;
      const place = node.start + bracket.index;
      if (node.primes === 0) yield { ...at(place), text: "'", what: "the prime is missing", rank: 1 };
      else if (text[place - 1] === "'") yield { start: place - 1, end: place, text: "", what: "the prime is too much", rank: 2 };
    }
  }
}

/** A number for a quantity, a quantity for a number, an identity put in, a power transposed. */
export function* wholeEdits(context: EditContext): Generator<Edit> {
  const { side, text, scope } = context;
  const atoms = atomsIn(context);
  // ∂1/∂x is nobody's slip
  const differentiated = new Set([...walk(side)].flatMap((node) => (node.kind === "derivative" ? [node.of, ...node.by] : [])));
  for (const node of walk(side)) {
    if (node.end === node.start || differentiated.has(node)) continue;
    if (node.kind === "number") for (const { text: atom, of } of atoms) yield { start: node.start, end: node.end, text: atom, what: `'${atom}' should stand for ${text.slice(node.start, node.end)}`, rank: 4, rewriting: { node, by: of } };
    if ((node.kind === "entry" || node.kind === "name") && scope.quantities.get(node.kind === "name" ? node.name : "")?.role !== "size") yield { start: node.start, end: node.end, text: "1", what: `1 should stand for '${text.slice(node.start, node.end)}'`, rank: 5, rewriting: { node, by: number(1) } };
    if (node.kind === "power") yield { start: node.start, end: node.end, text: `{${text.slice(node.start, node.end)}}^\\top`, what: "a transpose is missing", rank: 2 };
  }
  const identity = [...scope.quantities.values()].find((quantity) => quantity.role === "identity");
  if (identity === undefined) return;
  const written = [...walk(context.other), ...walk(side)].find((node) => node.kind === "name" && node.name === identity.key && node.end > node.start);
  const name = written === undefined ? `\\mathbf{${identity.key}}` : slice(context, written);
  for (const { offset } of termEnds(side)) yield { ...at(offset), text: `\\odot ${name}`, what: "only the diagonal stands on the other side", rank: 4 };
  for (const { offset } of termEnds(side)) yield { ...at(offset), text: name, what: "the identity matrix is missing", rank: 4 };
}
