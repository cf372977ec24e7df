/**
 * `L = \sum_{t=1}^T \ell_t(h_t)`: a loss at each step that nothing defines. It is a family of unspecified smooth functions, ℓ(t, h_t) to us, and ℓ_t alone,
 * as in `\frac{\partial \ell_t}{\partial h_t}`, is its value at the argument that it has wherever it is written.
 */
import type { Formula, SourceDocument } from "../document/document.js";
import { isIndexLetter } from "../notation/name-key.js";
import { readIndices } from "../notation/read-indices.js";
import { stepFunction } from "../notation/read-application.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import { bodyOf, inSubscript, isSymbol, plainText, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { knownFunction } from "../notation/functions.js";
import { isRelationSign } from "./relation-sign.js";
import { announcesArguments } from "./prose.js";
import { familyKey, quantityOf, type Scope } from "./scope.js";
import { listsIn, topDown } from "./walk-tex.js";

/** One place where it is written with its argument. */
interface Written {
  readonly key: string;
  readonly letter: string;
  readonly head: Tex & { readonly kind: "scripts" };
  readonly argument: Tex & { readonly kind: "scripts" };
}

/** Names the families, so that what follows reads them as such. @returns what gives them their values, once the definitions are known */
export function declareStepLosses(document: SourceDocument, formulas: readonly Formula[], reader: Reader): () => void {
  const { scope } = reader;
  const written = new Map<string, Written[]>(), defined = definedIn(formulas, reader);
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
  for (const found of [...spokenOf(document, reader), ...differentiated(formulas, reader)]) if (!written.has(found.key) && (isPart(found.key, scope) || (!scope.quantities.has(found.key) && isSummed(found, formulas, reader)))) written.set(found.key, [found]);
  const families = [...written].filter(([key, places]) => !defined.has(key) && (!scope.quantities.has(key) || isPart(key, scope)) && !scope.functions.has(key) && knownFunction(key) === undefined && new Set(places.map(shapeOf)).size === 1);
  const familyIn = (key: string): string => (isPart(key, scope) ? familyKey(key) : key);
  for (const [key] of families) {
    const family = quantityOf(scope, familyIn(key));
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
      quantityOf(scope, familyIn(key)).definitions.push({ target: key, levels: [level], entries: [], body, place: { fragment: 0, section: 0, path: [], unit: 0, span }, text: "", where: null });
    }
  };
}

/** `L_t`, the part of a total L at one step (see `declare-parts.ts`). */
const isPart = (key: string, scope: Scope): boolean => scope.quantities.get(familyKey(key))?.style === "sub" && scope.quantities.get(familyKey(key))!.definitions.length === 0;

/** The ℓ_t of `L = \sum_{t=1}^T \ell_t`: a sum over its letter has nothing else in it. */
function isSummed({ key, letter }: Written, formulas: readonly Formula[], reader: Reader): boolean {
  return formulas.some(({ tex }) => tex !== null && listsIn(tex.body).some((list) => list.some((sum, k) => {
    const part = list[k + 1], after = list[k + 2];
    const isOver = sum.kind === "scripts" && isSymbol(sum.base, "\\sum") && sum.sub !== null && isSymbol(bodyOf(sum.sub)[0], letter);
    return isOver && part?.kind === "scripts" && part.base !== null && part.sub !== null && part.sup === null && keyOf(part.base, reader) === key && labelText(part.sub) === letter && (after === undefined || !/^(scripts|delimited|fraction)$/.test(after.kind));
  })));
}

/** `L_t = …`: names with a letter below that a line defines. */
function definedIn(formulas: readonly Formula[], reader: Reader): Set<string> {
  return new Set(formulas.flatMap(({ tex }) => (tex === null ? [] : listsIn(tex.body).flatMap(([head, relation]) => {
    const key = head?.kind === "scripts" && head.base !== null && head.sub !== null && isIndexLetter(labelText(head.sub)) ? keyOf(head.base, reader) : null;
    return key !== null && relation !== undefined && isRelationSign(relation) ? [key] : [];
  }))));
}

/** "where $L_t$ depends on $h_t$", "$L_t$ is a function of $o_t$" */
function spokenOf({ fragments }: SourceDocument, reader: Reader): readonly Written[] {
  return fragments.flatMap((words, k) => {
    const [head, argument] = [fragments[k - 1], fragments[k + 1]].map((each) => (each?.kind === "formula" && each.tex?.body.length === 1 ? each.tex.body[0]! : null));
    const found = words.kind === "prose" && head != null && argument != null && announcesArguments(words.text) ? pairOf(head, argument, reader) : null;
    return found === null ? [] : [found];
  });
}

/** `\frac{\partial L_t}{\partial h_t}` where nothing says more: L_t is some function of the h_t that no other such h_t comes after. */
function differentiated(formulas: readonly Formula[], reader: Reader): readonly Written[] {
  const found = formulas.flatMap(({ tex }) => (tex === null ? [] : topDown(tex.body))).flatMap((node) => {
    if (node.kind !== "fraction") return [];
    const [above, head, ...more] = bodyOf(node.numerator), [below, argument, ...rest] = bodyOf(node.denominator);
    const isDerivative = isSymbol(above, "d", "\\partial") && isSymbol(below, "d", "\\partial") && more.length === 0 && rest.length === 0;
    const pair = isDerivative && head !== undefined && argument !== undefined ? pairOf(head, argument, reader) : null;
    return pair === null ? [] : [pair];
  });
  return found.filter((each) => new Set(found.filter(({ key }) => key === each.key).map(shapeOf)).size === 1);
}

function pairOf(head: Tex, argument: Tex, reader: Reader): Written | null {
  if (head.kind !== "scripts" || argument.kind !== "scripts" || head.base === null || head.sub === null || head.sup !== null || argument.base === null || argument.sub === null) return null;
  const key = keyOf(head.base, reader), letter = labelText(head.sub);
  return key !== null && isIndexLetter(letter) && labelText(argument.sub) === letter && keyOf(argument.base, reader) !== null ? { key, letter, head, argument } : null;
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
