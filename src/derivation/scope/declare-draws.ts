/**
 * "Let $x_1, \dots, x_N$ be i.i.d. draws from $\mathcal{N}(\mu, \Sigma)$ in $d$ dimensions", `x_n \sim \mathcal{N}(\mu, \Sigma)`: samples of a Gaussian. The samples are
 * counted, the covariance is positive definite, and one length, where the words or a declaration tell it, is everybody's.
 */
import type { Expression } from "../expression/expression.js";
import type { Formula, SourceDocument } from "../document/document.js";
import { splitAt } from "../notation/read-indices.js";
import { keyOf } from "../notation/read-scripts.js";
import { bodyOf, coreOf, inSubscript, isSymbol, plainText, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { listBase, listLast, numberMembers } from "./declare-list.js";
import { registerSizes } from "./declare.js";
import { memberOf } from "./members.js";
import { quantityOf, type Axes, type Place, type Quantity } from "./scope.js";
import { rootOf } from "./undeclared.js";
import type { Understood, UnderstoodEntry } from "./understood.js";

interface Draw {
  readonly part: Understood;
  readonly samples: readonly Tex[];
  readonly mean: readonly Tex[];
  readonly covariance: readonly Tex[];
  readonly place: Place;
}

export function declareDraws(document: SourceDocument, sentences: readonly string[], entries: readonly UnderstoodEntry[], reader: Reader): void {
  const inline = new Map(entries.flatMap((entry) => (entry.formula.display || entry.parts[0] === undefined ? [] : [[entry.fragment, entry] as const])));
  for (const [fragment, { parts: [part], place }] of inline) {
    const law = gaussianIn(part!.statement.body), before = inline.get(fragment - 2)?.parts[0];
    if (law === null) continue;
    const isDrawn = law.samples.length === 0 && before !== undefined && /\b(draws?|drawn|samples?|sampled|observations?|realizations?|copies|distributed|follows?|comes?|come)\b[^.;]*\b(from|as|according to)?\s*$/i.test(part!.before);
    const samples = isDrawn ? before.statement.body : law.samples;
    if (samples.length === 0) continue;
    const sentence = sentences.find((words) => words.includes(`§${fragment}§`)) ?? "";
    declareDraw({ part: isDrawn ? before : part!, samples, mean: law.mean, covariance: law.covariance, place }, lengthIn(sentence, document), reader);
  }
}

/** `x \sim \mathcal{N}(\mu, \Sigma)`, or its right side alone. */
function gaussianIn(body: readonly Tex[]): Omit<Draw, "part" | "place"> | null {
  const at = body.findIndex((tex) => isSymbol(tex, "\\sim"));
  const [name, bracket, ...more] = body.slice(at + 1);
  if (at === 0 || more.length > 0 || bracket?.kind !== "delimited" || bracket.left !== "(" || name === undefined || !/^(\\mathcal\{N\}|\\mathcal N|N|\\mathrm\{N\}|Normal)$/.test(name.kind === "font" ? `\\mathcal{${plainText([name.body])}}` : plainText([name]))) return null;
  const [mean, covariance, ...others] = splitAt(bracket.body, (tex) => isSymbol(tex, ","));
  return mean === undefined || covariance === undefined || others.length > 0 ? null : { samples: at < 0 ? [] : body.slice(0, at), mean, covariance };
}

/** "in $d$ dimensions", "$d$-dimensional", "a $d$-variate" */
function lengthIn(sentence: string, document: SourceDocument): Formula | null {
  const number = (/\bin §(\d+)§ dimensions\b/i.exec(sentence) ?? /§(\d+)§ ?-?(?:dimensional|variate)\b/i.exec(sentence))?.[1];
  const fragment = number === undefined ? undefined : document.fragments[Number(number)];
  return fragment?.kind === "formula" && fragment.tex?.body.length === 1 ? fragment : null;
}

function declareDraw({ part, samples, mean, covariance, place }: Draw, length: Formula | null, reader: Reader): void {
  const { scope } = reader;
  const base = listBase(samples), last = base === null ? null : listLast(samples);
  const sample = base === null ? undeclared(samples, reader) : keyOf(base, reader);
  const meanKey = mean.length === 1 ? keyOf(coreOf(mean[0]!), reader) : null, spread = covariance.length === 1 && covariance[0]!.kind !== "scripts" ? keyOf(covariance[0]!, reader) : null;
  if (sample === null) return;
  const told = length === null ? (meanKey === null ? null : scope.quantities.get(meanKey)?.axes ?? null) : registerSizes([reader.read(length.tex!.body, length.inner, inSubscript(reader))], [], scope);
  const axes: Axes | null = told ?? (isVariance(covariance) ? [] : null);
  const family = quantityOf(scope, sample);
  if (last !== null && family.axes === null && family.levels === 0) {
    const end = memberOf([last], reader);
    if (end === null || end.style !== "sub") return;
    const [to] = registerSizes([reader.read(bodyOf(end.at), end.at, inSubscript(reader))], [], scope) as [Expression];
    if (axes?.length === 0) family.axes = [to];
    else numberMembers(family, axes, to);
  } else if (family.axes === null && axes !== null) family.axes = axes;
  family.declaredAt ??= place;
  if (meanKey !== null && axes !== null) giveAxes(quantityOf(scope, meanKey), axes);
  if (spread !== null && axes?.length === 1) giveAxes(quantityOf(scope, spread), [axes[0]!, axes[0]!]);
  if (spread !== null && /^(\\math\w+\{)?\\?[A-Z]/.test(spread)) quantityOf(scope, spread).facts.push({ kind: "positive-definite" });
  const root = isVariance(covariance) && covariance[0]!.kind === "scripts" ? rootOf(covariance[0]!, reader) : null;
  if (root !== null && quantityOf(scope, root).axes === null) {
    giveAxes(quantityOf(scope, root), []);
    quantityOf(scope, root).facts.push({ kind: "sign", sign: "positive" });
  }
  part.kind = "declaration";
}

/** A lone name. */
function undeclared([only, ...more]: readonly Tex[], reader: Reader): string | null {
  if (only === undefined || more.length > 0) return null;
  return only.kind === "scripts" ? memberOf([only], reader)?.family ?? null : keyOf(only, reader);
}

/** `\sigma^2`, `\tau^{-1}`, `1`: the variance of numbers. */
function isVariance([only, ...more]: readonly Tex[]): boolean {
  if (only === undefined || more.length > 0) return false;
  return only.kind === "number" || (only.kind === "scripts" && only.sup !== null && /^(2|-1)$/.test(plainText(bodyOf(only.sup))));
}

function giveAxes(quantity: Quantity, axes: Axes): void {
  if (quantity.axes === null && quantity.levels === 0 && quantity.definitions.length === 0) quantity.axes = axes;
}
