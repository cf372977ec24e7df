/**
 * `L = \sum_{t=1}^T \ell_t(h_t)`: a loss at each step that nothing defines. It is a family of unspecified smooth functions, ℓ(t, h_t) to us, and ℓ_t alone,
 * as in `\frac{\partial \ell_t}{\partial h_t}`, is its value at the argument that it has wherever it is written.
 */
import type { Formula } from "../document/document.js";
import { isIndexLetter } from "../notation/name-key.js";
import { readIndices } from "../notation/read-indices.js";
import { stepFunction } from "../notation/read-application.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import { bodyOf, inSubscript, plainText, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { knownFunction } from "../notation/functions.js";
import { isRelationSign } from "./relation-sign.js";
import { quantityOf } from "./scope.js";
import { listsIn } from "./walk-tex.js";

/** One place where it is written with its argument. */
interface Written {
  readonly key: string;
  readonly letter: string;
  readonly head: Tex & { readonly kind: "scripts" };
  readonly argument: Tex & { readonly kind: "scripts" };
}

/** Names the families, so that what follows reads them as such. @returns what gives them their values, once the definitions are known */
export function declareStepLosses(formulas: readonly Formula[], reader: Reader): () => void {
  const { scope } = reader;
  const written = new Map<string, Written[]>(), defined = new Set<string>();
  for (const { tex } of formulas) {
    for (const list of tex === null ? [] : listsIn(tex.body)) {
      list.forEach((head, k) => {
        const found = writtenAt(head, list[k + 1], reader);
        if (found === null) return;
        written.set(found.key, [...(written.get(found.key) ?? []), found]);
        if (k === 0 && list[2] !== undefined && isRelationSign(list[2])) defined.add(found.key);
      });
    }
  }
  const families = [...written].filter(([key, places]) => !defined.has(key) && !scope.quantities.has(key) && !scope.functions.has(key) && knownFunction(key) === undefined && new Set(places.map(shapeOf)).size === 1);
  for (const [key] of families) {
    const family = quantityOf(scope, key);
    [family.axes, family.levels, family.style] = [[], 1, "sub"];
    scope.functions.set(stepFunction(key), { key: stepFunction(key), definition: null, domain: null, codomain: [] });
  }
  return () => {
    for (const [key, [first]] of families) {
      const { head, argument, letter } = first!;
      const inner = { ...reader, free: new Set([...reader.free, letter]) };
      const [level] = readIndices(head.sub!, null, inSubscript(inner));
      if (level == null) continue;
      const span = { start: head.start, end: argument.end };
      const body = { kind: "call", function: stepFunction(key), arguments: [level, inner.read([argument], argument, inner)], primes: 0, ...span } as const;
      quantityOf(scope, key).definitions.push({ target: key, levels: [level], entries: [], body, place: { fragment: 0, section: 0, path: [], unit: 0, span }, text: "", where: null });
    }
  };
}

/** `\ell_t(h_t)`: one letter below both. */
function writtenAt(head: Tex, bracket: Tex | undefined, reader: Reader): Written | null {
  if (head.kind !== "scripts" || head.base === null || head.sub === null || head.sup !== null || head.primes > 0) return null;
  if (bracket?.kind !== "delimited" || bracket.left !== "(" || bracket.body.length !== 1) return null;
  const [argument] = bracket.body;
  const key = keyOf(head.base, reader), letter = labelText(head.sub);
  if (key === null || argument?.kind !== "scripts" || argument.base === null || argument.sub === null || keyOf(argument.base, reader) === null) return null;
  return isIndexLetter(letter) && labelText(argument.sub) === letter ? { key, letter, head, argument } : null;
}

/** Two places are the same function of the same thing where only the letter differs. */
const shapeOf = ({ argument }: Written): string => `${plainText([argument.base!])} ${argument.sup === null ? "" : plainText(bodyOf(argument.sup))}`;
