/** `y = Wx + b`, `h_t = …`, `\hat\mu = \bar x = …` define quantities: arrays, entries, members of a family. */
import { freeIndices, namesIn, walk, type Expression } from "../expression/expression.js";
import { mapChildren } from "../expression/map.js";
import { isIndexLetter } from "../notation/name-key.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { withImplicitSums } from "../notation/einstein.js";
import { readCondition } from "../notation/read-condition.js";
import { entriesOfSide } from "../notation/array-of-entries.js";
import { readExpression } from "../notation/read-expression.js";
import { keyOf } from "../notation/read-scripts.js";
import { plainText, spanOf, type Reader } from "../notation/reader.js";
import { choosesValue, denies, opensWithLet } from "./prose.js";
import { arrayTarget, isOpen, targetIndices, usesItself, type ArrayTarget } from "./definitions.js";
import { conditionsOf } from "./limits.js";
import { familyOf, familyQuantity, plainQuantity, quantityOf, saidSize, type Quantity, type Scope } from "./scope.js";
import type { Tex } from "../tex/tex.js";
import { follows, standsWhole } from "./declare-sequences.js";
import { topDown } from "./walk-tex.js";
import type { Understood, UnderstoodEntry } from "./understood.js";
import { givesNumbers, isConstant } from "./worked-examples.js";
import { MARKED, EQUAL, type ReaderFor, ofInverse, ofLogarithm, exponentialOf, inverseOf, reachedBody } from "./definition-sides.js";

/** `y = Wx + b`, `y_i = …`, `x^{(k+1)} = …` define an array, its entries, members of a family. */
export function defineArray(part: Understood, entry: UnderstoodEntry, entries: readonly UnderstoodEntry[], scope: Scope, readerFor: ReaderFor): void {
  if (part.kind === "definition") return;
  const [left, right] = part.chain.sides as [Understood["chain"]["sides"][number], Understood["chain"]["sides"][number]];
  const marked = MARKED.has(part.chain.relations[0]!.text);
  if (!entry.formula.display && denies(part.sentence, part.after)) return;
  try {
    const logarithm = ofLogarithm(left.body, readerFor(scope));
    const inverse = logarithm === null ? ofInverse(left.body, readerFor(scope)) : null;
    const named = logarithm ?? inverse ?? left.body;
    const target = arrayTarget(readExpression(named, left, readerFor(scope)));
    if (target === null || !isOpen(target, scope) || (scope.functions.has(target.key) && !scope.quantities.has(target.key))) return;
    const own = scope.quantities.get(target.key);
    // what a size is, is said once: a second equation for it is a claim
    if (own?.role === "size" && target.levels.length === 0 && target.entries.length === 0 && !marked && (!entry.formula.display || saidSize(target.key, scope) !== undefined)) return;
    // "$A \\in \\mathbb{R}^{n \\times n}$ with $A^2 = A$": an equation that it obeys tells what it is, any other says something of it
    if (!marked && own?.declaredAt != null && own.definitions.length === 0 && scope.unusedAssumptions.some(({ names, equations }) => equations !== undefined && names.has(target.key))) return;
    // "with $P^2 = P$", and further on "P = I"
    if (!marked && own?.declaredAt != null && own.facts.some(({ kind }) => kind === "idempotent") && namesIn(readExpression(right.body, right, readerFor(scope, targetIndices(target)))).size <= 1) return;
    // one value of a name that is declared
    const mayChoose = !entry.formula.display && !marked && own !== undefined && own.declaredAt !== null && own.role === "variable";
    if (mayChoose && choosesValue(part.before, part.sentence)) return;
    const written = readExpression(right.body, right, readerFor(scope, targetIndices(target)));
    const value = target.entries.length === 0 && own?.axes?.length !== 0 ? entriesOfSide(right.body, written, targetIndices(target), scope) : written;
    if (!marked && isDecomposition(own, value, scope)) return;
    const isPoint = !entry.formula.display && !marked && givesNumbers(part.sentence) && isConstant(value);
    if (mayChoose && isPoint && target.levels.length === 0 && target.entries.length === 0 && isUsedBefore(target.key, entry, entries, readerFor(scope))) return;
    const plain = logarithm !== null ? exponentialOf(value) : inverse !== null ? inverseOf(value) : value;
    const body = scope.einstein ? withImplicitSums(plain, targetIndices(target)) : reachedBody(plain, targetIndices(target), part);
    const [level] = target.levels;
    // h_0 = 0, x_{T+1} = 0
    const isOuterMember = level?.kind === "number" ? (own?.levels === 1 && own.style === "sub") || (level.digits === 0n && target.levels.length === 1) : level !== undefined && freeIndices(level).size === 0 && ((level.kind === "add" && own?.levelRange != null) || goesDown(target.key, entries, readerFor(scope)));
    // y_n = 0 beside y_i = … for i = 1, …, n - 1
    const isOuterEntry = target.levels.length === 0 && target.entries.length > 0 && targetIndices(target).size === 0 && (own?.definitions.length ?? 0) > 0;
    if (!entry.formula.display && !marked && ((isBareNumber(body) && !isOuterMember && !isOuterEntry && !((isDecimal(body) || isGivenNumber(part, entries) || isLet(part, entry, entries)) && isUnsaid(own) && !AN_EXAMPLE.test(part.sentence + part.after))) || (isIndexLetter(target.key) && own === undefined && body.kind === "name" && isIndexLetter(body.name) && !scope.quantities.has(body.name)))) return;
    if (namesItsMatrix(target, body, scope)) return;
    // "x² = 1 if x = 1" limits a claim; only indices can limit a definition
    if (limitedByValues([...part.statement.conditions, ...conditionsOf(part.limits)], scope, readerFor) || (isPiece(part, entries) && limitedByValues(part.lead, scope, readerFor))) {
      // what the name is elsewhere, nothing says
      if (isOpen(target, scope)) scope.unusedAssumptions.push({ names: new Set([target.key]), text: plainText(part.statement.body) });
      return;
    }
    const isUpdate = isIterate(target, body) || (isNextStep(target, body) && standsWhole(target.key, entries, readerFor(scope)));
    if (own?.levels === 0 && own.axes !== null && isUpdate) {
      // x_{k+1} = x_k − … beside a vector x: the iterates are no entries of it
      part.fault = new NotUnderstood("undeclared", `'${target.key}' is declared as one array, and here it is numbered step by step; declare the steps, for example '$${target.key}_k \\in \\mathbb{R}^{n}$', or write them as '${target.key}^{(k)}'`, left);
      return;
    }
    if (own?.axes == null && isNextStep(target, body) && isUpdate) {
      part.fault = new NotUnderstood("undeclared", `'${target.key}' stands alone elsewhere, and here it is numbered step by step: this reads as an update, which is not checked; as a sequence of its own write '${target.key}^{(t)}'`, left);
      return;
    }
    const special = marked || entry.formula.display || isPoint ? null : specialSizes(part, entry, entries, own, scope);
    if (special !== null) {
      part.fault = new NotUnderstood("condition", `for $${special}$ only: '${target.key}' is an array of other sizes elsewhere, so that this neither defines it nor can be checked`, left);
      return;
    }
    if (usesItself(target, body, scope)) {
      if (/\b(updat|step|iterat|assign|descent|ascent|replac|overwrit|becomes|momentum)/i.test(part.sentence + part.after)) part.remark = `'${target.key}' stands on both sides: this reads as an update, not as an equation`;
      return;
    }
    if (!marked && turnsBack(target, body, scope)) return;
    define(target, body, part, entry, scope, readerFor);
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
  }
}

/** `y = a x + b`, and further on `x = (y - b) / a`: what x is made into is turned back, which says what follows and no more of what x is. */
function turnsBack({ key, levels, entries }: ArrayTarget, body: Expression, { quantities }: Scope): boolean {
  if (levels.length > 0 || entries.length > 0) return false;
  const seen = new Set<string>(), open = [...namesIn(body)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const own = quantities.get(name);
    if (own?.levels === 0) for (const definition of own.definitions) { const inner = namesIn(definition.body); if (inner.has(key)) return true; open.push(...inner); }
  }
  return false;
}

/** "With $p = q = 1$ … we have $A = \\sigma^2$": the sizes of a declared array that the same sentence sets to numbers. */
function specialSizes(part: Understood, entry: UnderstoodEntry, entries: readonly UnderstoodEntry[], own: Quantity | undefined, scope: Scope): string | null {
  const axes = own?.declaredAt == null ? [] : (own.axes ?? []).flatMap((axis) => [...namesIn(axis)]);
  for (const other of axes.length === 0 ? [] : entries) {
    if (other.fragment >= entry.fragment || other.place.section !== entry.place.section || other.formula.display) continue;
    for (const { chain: { sides }, sentence, statement } of other.parts) {
      if (!part.sentence.startsWith(sentence) || !/\b(with|for|if|when|case|take|set|let)\b/i.test(sentence)) continue;
      const texts = sides.map(({ body }) => plainText(body));
      if (!/^\d+$/.test(texts.at(-1) ?? "")) continue;
      if (texts.slice(0, -1).every((text) => scope.quantities.get(text)?.role === "size") && texts.some((text) => axes.includes(text))) return plainText(statement.body);
    }
  }
  return null;
}

/** `\hat\mu = \bar x = \frac1N \sum_n x_n`: the names in between are defined by the same value, where nothing else defines them. */
export function defineMiddle(part: Understood, entry: UnderstoodEntry, scope: Scope, readerFor: ReaderFor): void {
  const { sides, relations } = part.chain;
  if (part.kind !== "definition") return;
  for (let k = 1; k < sides.length - 1 && EQUAL.has(relations[k]!.text); k++) {
    try {
      const target = arrayTarget(readExpression(sides[k]!.body, sides[k]!, readerFor(scope)));
      if (target === null || target.levels.length > 0 || target.entries.length > 0 || scope.quantities.has(target.key) || scope.functions.has(target.key) || isIndexLetter(target.key)) return;
      const body = readExpression(sides[k + 1]!.body, sides[k + 1]!, readerFor(scope));
      if (isBareNumber(body) || usesItself(target, body, scope)) return;
      define(target, body, part, entry, scope, readerFor);
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      return;
    }
  }
}

/** "with SVD $X = U \Sigma V^\top$" of a declared X: all that stands on the right is new, and says something of X; X stays what it is. */
function isDecomposition(own: Quantity | undefined, body: Expression, scope: Scope): boolean {
  const names = [...namesIn(body)];
  return own?.axes?.length === 2 && own.declaredAt !== null && names.length > 1 && names.every((name) => !scope.quantities.has(name) && !scope.functions.has(name) && familyOf(scope, name) === undefined);
}

/** `x_{k+1} = \\dots x_k \\dots`, with something that is no entry: a product with an array, a gradient at the step. */
function isIterate(target: ArrayTarget, body: Expression): boolean {
  const [entry] = target.entries;
  return target.levels.length === 0 && target.entries.length === 1 && entry!.kind === "add" && namesIn(body).has(target.key) && [...walk(body)].some((node) => node.kind === "gradient" || node.kind === "call" || node.kind === "derivative" || (node.kind === "power" && node.base.kind === "gradient"));
}

/** `w_{t+1} = \\dots w_t \\dots` */
const isNextStep = ({ key, levels, entries: [step, ...more] }: ArrayTarget, body: Expression): boolean =>
  levels.length === 0 && more.length === 0 && step?.kind === "add" && [...walk(body)].some((node) => node.kind === "entry" && node.of.kind === "name" && node.of.name === key && node.at.length === 1 && node.at[0]?.kind === "index");

/** `x^{(2)}_1 = X_{12}` of columns x^{(k)} of X, and the reverse: each is defined by the other already. */
const namesItsMatrix = ({ key }: ArrayTarget, body: Expression, scope: Scope): boolean => {
  const matrixOf = (name: string): string | undefined => familyOf(scope, name)?.memberOf?.matrix;
  return [...namesIn(body)].some((name) => matrixOf(key) === name || matrixOf(name) === key);
};

/** A condition after the formula that speaks of quantities, not of indices. */
function limitedByValues(conditions: Understood["lead"], scope: Scope, readerFor: ReaderFor): boolean {
  return conditions.some((condition) => {
    for (const tex of topDown(condition)) {
      const key = tex.kind === "scripts" ? null : keyOf(tex, readerFor(scope));
      const quantity = key === null ? undefined : scope.quantities.get(key);
      if (quantity !== undefined && quantity.role !== "size" && quantity.role !== "label" && !isMember(condition)) return true;
    }
    return false;
  });
}

/** "For $\\alpha > 0$ let $g = \\alpha x$" limits no definition; "if $x > 0$, $y = x$" beside another equation for y is one piece of several. */
const isPiece = (part: Understood, entries: readonly UnderstoodEntry[]): boolean =>
  part.lead.length > 0 && entries.some(({ parts }) => parts.some((other) => other !== part && other.lead.length > 0 && plainText(other.chain.sides[0]?.body ?? []) === plainText(part.chain.sides[0]!.body)));

/** "for x ∈ ℝⁿ" declares, it limits nothing. */
const isMember = (condition: readonly Tex[]): boolean => condition.some((tex) => tex.kind === "symbol" && tex.text === "\\in");

function define(written: ArrayTarget, value: Expression, part: Understood, entry: UnderstoodEntry, scope: Scope, readerFor: ReaderFor): void {
  const { target, body } = ofEachValue(written, value, scope);
  const quantity = target.levels.length === 0 ? plainQuantity(scope, target.key) : familyQuantityFor(target, scope);
  if (target.levels.length > 0 && quantity.levels === 0) [quantity.levels, quantity.style] = [target.levels.length, quantity.style ?? "super"];
  if (quantity.opaque !== null) quantity.opaque = null;
  // "for $j \\ne i$" before it limits it as much as behind it
  const lead = part.lead.filter((condition) => !limitedByValues([condition], scope, readerFor) && topDown(condition).some((tex) => targetIndices(target).has(keyOf(tex, readerFor(scope)) ?? "")));
  const conditions = [...part.statement.conditions.filter((condition) => condition.length > 0 && !isRange(condition)), ...lead];
  const reader = readerFor(scope, targetIndices(target));
  const where = conditions.length === 0 ? null : readCondition(conditions.flat(), spanOf(conditions.flat(), part.statement), reader);
  quantity.definitions.push({ target: target.key, levels: target.levels, entries: target.entries, body, place: entry.place, text: plainText(part.statement.body), where });
  part.kind = "definition";
}

/** `\\hat y_o = \\dots`, where "$o$ is the index of the true word": every entry is defined, the o of this line counts them. */
function ofEachValue(target: ArrayTarget, body: Expression, { quantities }: Scope): { readonly target: ArrayTarget; readonly body: Expression } {
  const isLabel = (e: Expression): boolean => e.kind === "name" && quantities.get(e.name)?.role === "label" && quantities.get(e.name)!.levels === 0;
  const [only, ...more] = [...target.levels, ...target.entries];
  if (only === undefined || more.length > 0 || only.kind !== "name" || !isLabel(only) || !namesIn(body).has(only.name) || quantities.get(target.key)?.definitions.length) return { target, body };
  const asIndex = (e: Expression): Expression => (e.kind === "name" && e.name === only.name ? { ...e, kind: "index" } : mapChildren(e, asIndex));
  return { target: { ...target, levels: target.levels.map(asIndex), entries: target.entries.map(asIndex) }, body: asIndex(body) };
}

const familyQuantityFor = (target: ArrayTarget, scope: Scope): Quantity => (scope.quantities.get(target.key)?.levels === target.levels.length ? quantityOf(scope, target.key) : familyQuantity(scope, target.key));

const isRange = (condition: readonly { readonly kind: string; readonly text?: string }[]): boolean => condition.some((tex) => tex.kind === "symbol" && /dots/.test(tex.text ?? ""));

/** A value among others: what is claimed is claimed for all of them. */
const AN_EXAMPLE = /\b(example|instance|e\.g|say|typical\w*|usual\w*|default|common\w*|such as|often|take|choose|try|used?)\b/i;
const isUnsaid = (own: Quantity | undefined): boolean => own === undefined || (own.axes === null && own.declaredAt === null && own.facts.length === 0 && own.levels === 0);

/** "the target $t = 1$" of a worked example, which gives decimals to other names. */
const isGivenNumber = ({ before }: Understood, entries: readonly UnderstoodEntry[]): boolean =>
  /\b(target|label|truth|learning rate|step size|bias|weight|input)\s*$/i.test(before) && !/\b(if|when|for|at|where|initiali[sz]\w*|start\w*)\b[^.,;]*$/i.test(before)
  && entries.filter(({ formula, parts }) => !formula.display && parts.some(({ chain: { sides } }) => sides.length === 2 && /^-?\d*\.\d+$/.test(plainText(sides[1]!.body)))).length > 1;

/** "Let $x = 3$ and $y = 4$", of names that nothing before speaks of: a worked example in whole numbers. */
function isLet(part: Understood, { fragment, place }: UnderstoodEntry, entries: readonly UnderstoodEntry[]): boolean {
  const given = entries.filter((other) => other.place.section === place.section && !other.formula.display && other.parts.some(({ sentence, chain: { sides } }) => opensWithLet(sentence) && sides.length === 2 && sides[0]!.body.length === 1 && sides[1]!.body.length === 1 && sides[1]!.body[0]!.kind === "number"));
  if (given.length < 2 || !opensWithLet(part.sentence) || part.chain.sides[0]!.body.length !== 1) return false;
  const name = plainText(part.chain.sides[0]!.body);
  return !entries.some((other) => other.fragment < fragment && [...topDown(other.formula.tex?.body ?? [])].some((tex) => plainText(tex) === name));
}

/** "Let $z = (0, 0)$" of a declared z that an equation before speaks of: a point in an example. */
const isUsedBefore = (key: string, entry: UnderstoodEntry, entries: readonly UnderstoodEntry[], reader: Reader): boolean =>
  entries.some((other) => other.fragment < entry.fragment && other.parts.some(({ kind, chain: { relations, sides } }) => kind !== "declaration" && relations.length > 0 && sides.some(({ body }) => topDown(body).some((tex) => keyOf(tex, reader) === key))));

/** `A_t = \delta_t + \gamma A_{t+1}`: the steps go down from the last. */
const goesDown = (key: string, entries: readonly UnderstoodEntry[], reader: Reader): boolean =>
  entries.some(({ parts }) => parts.some(({ chain: { sides } }) => follows(key, sides[0]!.body, sides[1]?.body ?? [], reader, ["+1"])));

/** "with slope $a = 0.1$": no index and no size is such a number. */
const isDecimal = (e: Expression): boolean => e.kind === "number" && e.places > 0;
const isBareNumber = (e: Expression): boolean => e.kind === "number" || (e.kind === "add" && e.terms.length === 1 && e.terms[0]!.of.kind === "number");
