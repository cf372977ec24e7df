/**
 * `v_c`, `u_o` of names that nothing declares and that never stand without their letter or with another one: the letter belongs to the name.
 * Only letters that nobody counts with: that no sum binds, no range is said of, and that number nothing else (the d of `X_{nd}`).
 * Gates: `W_f`, `W_i` beside f_t and i_t. Beside them: the k of `\sqrt{d_k}`, a letter that stands nowhere else; `\mu_{a|b}` and `\mu_{\mathcal{B}}`, of which the part below can be no index; `D_x` beside an array x; `S_n` that stands with no other index than a length n, or beside a declared `S_0`.
 */
import type { Formula } from "../document/document.js";
import { isElastic } from "../infer/shape-of.js";
import { nameKey } from "../notation/name-key.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import { bodyOf, isSymbol, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { quantityOf } from "./scope.js";
import type { Understood, UnderstoodEntry } from "./understood.js";
import { listsIn, topDown } from "./walk-tex.js";

const LABEL = /^[a-hou-zA-HOU-Z]$/;

export function declareLabels(formulas: readonly Formula[], entries: readonly UnderstoodEntry[], reader: Reader): void {
  const { scope } = reader;
  const seen = new Map<string, Set<string>>(), counting = new Set<string>(), named = new Set<string>();
  for (const { tex } of formulas) {
    const based = new Set<unknown>();
    for (const node of tex === null ? [] : topDown(tex.body)) {
      if (node.kind === "scripts" && node.base !== null) {
        const key = keyOf(node.base, { scope });
        for (const inner of node.base.kind === "font" || node.base.kind === "accent" ? topDown([node.base]) : [node.base]) based.add(inner);
        // a letter below is no name of its own
        for (const inner of node.sub === null ? [] : topDown([node.sub])) based.add(inner);
        if (key !== null) seen.set(key, (seen.get(key) ?? new Set()).add(node.sub === null ? "" : labelText(node.sub)));
        if (key !== null && node.sub !== null && !scope.quantities.has(key) && !scope.functions.has(key) && isNoIndex(node.sub, key, reader)) named.add(`${key}_{${labelText(node.sub)}}`);
        const letters = node.sub === null ? [] : bodyOf(node.sub).map((inner) => nameKey(inner));
        const isArray = key !== null && (scope.quantities.get(key)?.axes?.length ?? 0) > 0;
        if (letters.length > 1 || isArray) for (const letter of letters) if (letter !== null) counting.add(letter);
      } else if (!based.has(node)) {
        const key = nameKey(node);
        if (key !== null) seen.set(key, (seen.get(key) ?? new Set()).add(""));
      }
    }
  }
  for (const [key, labels] of seen) if (!scope.quantities.has(key) && !scope.functions.has(key) && areGates([...labels], seen)) for (const label of labels) if (label !== "") named.add(`${key}_{${label}}`);
  for (const [key, labels] of seen) if (!scope.quantities.has(key) && !scope.functions.has(key) && [...labels].every((label) => /^\d$/.test(label))) for (const label of labels) if (isBias(key, label, formulas, reader)) named.add(`${key}_{${label}}`);
  const counts = (label: string): boolean => seen.has(label) || counting.has(label) || scope.letters.bound.has(label) || scope.ranges.has(label) || scope.quantities.has(label);
  for (const { key, label } of entries.flatMap(({ parts }) => parts.flatMap((part) => ofItsOwnName(part, reader)))) {
    const isUsedElsewhere = [...seen].some(([other, labels]) => other !== key && [...labels].some((each) => each.includes(label)));
    const isOwn = !isUsedElsewhere && [...seen.get(key) ?? []].every((each) => each === "" || each === label);
    if (isOwn && !counts(label)) named.add(`${key}_{${label}}`);
  }
  for (const name of withoutIndex(seen, entries, reader)) named.add(name);
  for (const name of named) quantityOf(scope, name);
  for (const [key, labels] of seen) {
    const [label] = labels;
    // S_N, alone or beside an S_0 that is declared by that name
    const [open, ...more] = [...labels].filter((each) => !scope.quantities.has(`${key}_{${each}}`));
    if (open !== undefined && more.length === 0 && !isElastic(key) && scope.quantities.get(open)?.role === "size" && !scope.quantities.has(key) && !scope.functions.has(key)) quantityOf(scope, `${key}_{${open}}`);
    const isAlone = label !== undefined && /^[a-z]$/.test(label) && !isEquated(key, label, entries, reader) && ![...seen].some(([other, each]) => other !== key && [...each].some((text) => text.includes(label)));
    const isCounted = label === undefined || !(LABEL.test(label) || isAlone) || counts(label);
    if (labels.size !== 1 || isCounted || scope.quantities.has(key) || scope.functions.has(key)) continue;
    quantityOf(scope, `${key}_{${label}}`);
  }
}

/** The t of `x_t = y x` and `p_t = \sigma(x_t)`: each is defined, and none of what defines it counts with the letter. */
function withoutIndex(seen: ReadonlyMap<string, ReadonlySet<string>>, entries: readonly UnderstoodEntry[], { scope }: Reader): readonly string[] {
  const letters = new Set([...seen.values()].flatMap((labels) => [...labels]).filter((label) => /^[a-z]$/.test(label) && !scope.letters.bound.has(label) && !scope.ranges.has(label) && !scope.quantities.has(label) && !seen.has(label)));
  return [...letters].flatMap((letter) => {
    const keys = [...seen].filter(([, labels]) => [...labels].some((label) => label.includes(letter)));
    const isOpen = (key: string): boolean => !scope.functions.has(key) && (scope.quantities.get(key)?.axes?.length ?? 0) === 0 && (scope.quantities.get(key)?.levels ?? 0) === 0;
    if (!keys.every(([key, labels]) => [...labels].every((label) => label === "" || label === letter) && isOpen(key))) return [];
    const definitions = entries.flatMap(({ parts }) => parts.flatMap(({ chain: { relations, sides } }) => {
      const [head, ...more] = sides[0]?.body ?? [];
      const key = relations[0]?.text === "=" && more.length === 0 && head?.kind === "scripts" && head.base !== null && head.sub !== null && labelText(head.sub) === letter ? keyOf(head.base, { scope }) : null;
      return key === null ? [] : [{ key, counts: topDown(sides[1]?.body ?? []).some((node) => node.kind === "scripts" && node.sub !== null && labelText(node.sub).includes(letter)) }];
    }));
    const isDefined = keys.every(([key]) => definitions.some((each) => each.key === key));
    return isDefined && definitions.some(({ counts }) => !counts) ? keys.map(([key]) => `${key}_{${letter}}`) : [];
  });
}

/** `d_k = …`: said for each k. */
const isEquated = (key: string, label: string, entries: readonly UnderstoodEntry[], { scope }: Reader): boolean =>
  entries.some(({ parts }) => parts.some(({ chain: { relations, sides } }) => relations[0]?.text === "=" && topDown(sides[0]!.body).some((node) => node.kind === "scripts" && node.base !== null && node.sub !== null && labelText(node.sub) === label && keyOf(node.base, { scope }) === key)));

/** The p_t of `p_t = y p + (1 - y)(1 - p)`: what is defined by the bare name and without the letter is no entry of it. Of an array it could be one. */
function ofItsOwnName({ chain: { relations, sides } }: Understood, { scope }: Reader): readonly { readonly key: string; readonly label: string }[] {
  const [head, ...more] = sides[0]?.body ?? [];
  if (relations[0]?.text !== "=" || more.length > 0 || head?.kind !== "scripts" || head.base === null || head.sub === null || head.sup !== null || sides[1] === undefined) return [];
  const key = keyOf(head.base, { scope }), label = labelText(head.sub), right = topDown(sides[1].body);
  if (key === null || !/^[a-z]$/.test(label) || scope.functions.has(key) || (scope.quantities.get(key)?.axes?.length ?? 0) > 0 || (scope.quantities.get(key)?.levels ?? 0) > 0) return [];
  const based = new Set(right.flatMap((node) => (node.kind === "scripts" ? [node.base] : [])));
  const isByBareName = right.some((node) => node.kind !== "scripts" && !based.has(node) && nameKey(node) === key);
  return isByBareName && !right.some((node) => nameKey(node) === label) ? [{ key, label }] : [];
}

/** The b_1 of `W_1 x + b_1`, with a matrix W_1 that is declared by that name. */
function isBias(key: string, label: string, formulas: readonly Formula[], { scope }: Reader): boolean {
  const isNumbered = (tex: Tex | undefined): tex is Tex & { readonly kind: "scripts" } => tex?.kind === "scripts" && tex.sup === null && tex.base !== null && tex.sub !== null && labelText(tex.sub) === label;
  return formulas.some(({ tex }) => listsIn(tex?.body ?? []).some((list) => list.some((each, k) =>
    isNumbered(each) && keyOf(each.base!, { scope }) === key && isSymbol(list[k - 1], "+")
    && list.slice(0, k).some((other) => isNumbered(other) && scope.quantities.get(`${keyOf(other.base!, { scope }) ?? ""}_{${label}}`)?.axes?.length === 2))));
}

/** `a|b`, a calligraphic letter, an array: nothing that counts. */
function isNoIndex(sub: Tex, base: string, { scope }: Reader): boolean {
  const body = bodyOf(sub), [only] = body;
  if (body.length === 3 && isSymbol(body[1], "|", "\\mid", "\\vert")) return true;
  // D_{KL}, L_{CE}: capital letters that nothing counts with and that are no names
  if (body.length > 1 && body.every((tex) => tex.kind === "symbol" && /^[A-Z]$/.test(tex.text) && !scope.letters.bound.has(tex.text) && !scope.ranges.has(tex.text) && !scope.quantities.has(tex.text))) return true;
  // \\Lambda_{ab} and \\Sigma_{ba} beside a declared \\Sigma_{ab}
  if (body.length === 2 && body.every((tex) => tex.kind === "symbol" && /^[a-zA-Z]$/.test(tex.text))) {
    const label = labelText(sub);
    return [...scope.quantities.keys()].some((name) => name.endsWith(`_{${label}}`) || (name.startsWith(`${base}_{`) && /_\{[a-zA-Z]{2}\}$/.test(name) && [...label].every((letter) => name.slice(base.length).includes(letter))));
  }
  if (body.length !== 1 || only === undefined) return false;
  const key = keyOf(only, { scope });
  if (key?.startsWith("\\mathcal") === true) return true;
  const quantity = key === null ? undefined : scope.quantities.get(key);
  return quantity?.role === "variable" && quantity.levels === 0 && (quantity.axes?.length ?? 0) > 0 && !scope.letters.bound.has(key!);
}

/** The f, i, o of `W_f`, `W_i`, `W_o` beside f_t, i_t, o_t: letters of things that are numbered alike. */
function areGates(all: readonly string[], seen: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const labels = all.filter((label) => label !== "");
  const own = labels.map((label) => (/^[a-zA-Z]$/.test(label) ? seen.get(label) : undefined));
  return labels.length > 1 && own.every((each) => each !== undefined) && [...(own[0] ?? [])].some((step) => /^[a-z]$/.test(step) && own.every((each) => each.has(step)));
}
