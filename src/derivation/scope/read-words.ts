/** What the words say of the names beside them. */
import type { SourceDocument } from "../document/document.js";
import { splitAt } from "../notation/read-indices.js";
import { keyOf } from "../notation/read-scripts.js";
import { bodyOf, coreOf, isSymbol, plainText } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { type Cue, cuesAfter, cuesBefore, standingOf } from "./cues.js";
import { nameArguments } from "./name-arguments.js";
import { axisRightAfter, broadcastIn, samplesIn, softmaxAxisIn } from "./prose.js";
import { isRelationSign } from "./relation-sign.js";
import { type Fact, quantityOf, type Scope } from "./scope.js";
import type { Understood, UnderstoodEntry } from "./understood.js";

/** What the words say of the formulas beside them. */
export function readWords(document: SourceDocument, entries: readonly UnderstoodEntry[], scope: Scope, section: number): void {
  for (const fragment of document.fragments) {
    if (fragment.kind !== "prose") continue;
    scope.softmaxAxis ??= softmaxAxisIn(fragment.text);
    scope.samples ??= samplesIn(fragment.text);
  }
  scope.softmaxAxis ??= axisBesideSoftmax(entries);
  scope.broadcast ??= broadcastIn(document.fragments.map((fragment) => (fragment.kind === "prose" ? fragment.text : fragment.kind === "formula" ? "·" : ".")).join(" "));
  for (const { parts, fragment } of entries) {
    for (const part of parts) {
      const subjects = subjectsOf(part, scope);
      const introduces = part.statement.body.length > 1 || subjects.every((key) => (scope.quantities.get(key)?.axes ?? null) === null);
      const standing = standingOf(part.sentence, introduces);
      for (const cue of [...cuesAfter(overSize(document, fragment, part.after)), ...cuesBefore(part.before)]) {
        if (standing === "asserted") for (const key of subjects) applyCue(cue, key, scope);
        else if (standing === "supposed" && subjects.length > 0) scope.unusedAssumptions.push({ names: new Set(subjects), text: `${subjects.join(", ")}: ${cue.kind}` });
      }
    }
  }
  nameArguments(document, entries, scope, section);
}

/** `$P = \mathrm{softmax}(Z)$ row-wise`, and the same words in the formula itself. */
function axisBesideSoftmax(entries: readonly UnderstoodEntry[]): "rows" | "columns" | null {
  for (const { formula, parts } of entries) {
    const text = formula.tex === null ? "" : plainText(formula.tex.body);
    if (!/softmax/i.test(text)) continue;
    const inside = formula.tex!.body.flatMap((tex) => (tex.kind === "words" ? [axisRightAfter(tex.text)] : []));
    const found = [...inside, ...parts.map(({ after }) => axisRightAfter(after))].find((axis) => axis !== null);
    if (found !== undefined) return found;
  }
  return null;
}

/** "is the $n \\times n$ identity matrix", "is the $n$-dimensional vector of ones": the words go on after the size. */
function overSize(document: SourceDocument, k: number, after: string): string {
  const size = document.fragments[k + 2], rest = document.fragments[k + 3];
  if (!/\b(an?|the)\s*$/i.test(after) || size?.kind !== "formula" || size.display || size.tex === null || size.tex.body.some(isRelationSign) || rest?.kind !== "prose") return after;
  return `${after} ${rest.text.replace(/^\s*-(dimensional\s*)?/, "")}`;
}

/** The names that a declaration or a lone name in the text speaks of. */
function subjectsOf({ statement: { body } }: Understood, scope: Scope): readonly string[] {
  const at = body.findIndex(isRelationSign);
  const head = at < 0 ? body : isSymbol(body[at], "\\in") ? body.slice(0, at) : [];
  const keys = splitAt(head, (tex) => isSymbol(tex, ",")).map((part) => (part.length === 1 ? labelledKey(part[0]!, scope) : null));
  return keys.filter((key) => key !== null);
}

/** `I_d` where the document declares it, else the letter itself. */
function labelledKey(tex: Tex, scope: Scope): string | null {
  const key = keyOf(coreOf(tex), { scope });
  const labelled = tex.kind === "scripts" && tex.sub !== null && tex.sup === null ? `${key}_{${plainText(bodyOf(tex.sub))}}` : null;
  return labelled !== null && scope.quantities.has(labelled) ? labelled : key;
}

const axisOf = (parts: "rows" | "columns" | null): 0 | 1 | null => (parts === null ? null : parts === "rows" ? 1 : 0);

function applyCue({ kind, axis }: Cue, key: string, scope: Scope): void {
  if (kind === "constant") { scope.constants.add(key); return; }
  const quantity = quantityOf(scope, key);
  if (kind === "identity" || kind === "ones" || kind === "zeros") { quantity.role = kind; return; }
  if (kind === "orthonormal-columns") { scope.unusedAssumptions.push({ names: new Set([key]), text: `${key} has orthonormal columns` }); return; }
  if (kind === "unit-vectors") { if (quantity.levels > 0) quantity.role = "unit-vector"; return; }
  // labels that nothing declares: their shape is inferred, and the words say that they have rows or columns
  const isUndeclaredBatch = quantity.axes === null && axis !== undefined && quantity.declaredAt === null && /^(\\math\w+\{)?[A-Z]/.test(key);
  if (kind === "one-hot" && (quantity.axes?.length === 2 || isUndeclaredBatch)) {
    // one-hot labels of a batch: one in each row, or in each column
    const along = axis ?? axisOf(scope.softmaxAxis ?? scope.samples);
    quantity.facts.push({ kind }, ...(along === null ? [] : [{ kind: "sums-to-one", axis: along } as const]));
    return;
  }
  const fact: Fact = kind === "positive" || kind === "nonzero" ? { kind: "sign", sign: kind } : kind === "probabilities" ? { kind: "sums-to-one", axis: axis ?? null } : { kind };
  quantity.facts.push(fact);
}
