/** Equations and inequalities that a sentence assumes. */
import { differentiates, namesIn, type Expression } from "../expression/expression.js";
import { texOf } from "../latex/tex-of.js";
import { knownFunction } from "../notation/functions.js";
import { isIndexLetter, nameKey } from "../notation/name-key.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { readExpression } from "../notation/read-expression.js";
import { keyOf } from "../notation/read-scripts.js";
import { coreOf, isSymbol, plainText, type Reader } from "../notation/reader.js";
import { splitAt } from "../notation/read-indices.js";
import { assume, sumsToOne } from "./assume.js";
import { functionTarget } from "./definitions.js";
import { OF_A_KIND } from "./leading-conditions.js";
import { assumes, conditional, conditionalSentence, denies, firmlyAssumes, limitedAfter } from "./prose.js";
import { isSpread } from "./name-families.js";
import { isOrder } from "./relation-sign.js";
import { quantityOf, type Scope } from "./scope.js";
import { topDown } from "./walk-tex.js";
import { readerFor, type Understood, type UnderstoodEntry } from "./understood.js";
import { isOfSeveral } from "./worked-examples.js";

/**
 * Inequalities in the text restrict names; equalities do where the sentence assumes them.
 * @param previous the formula before it, where there is one
 * @param told names that an equation before it tells by a formula
 */
export function readAssumption(part: Understood, entry: UnderstoodEntry, previous: UnderstoodEntry | undefined, told: ReadonlySet<string>, scope: Scope): void {
  if (part.kind === "declaration" || isOfSeveral(part) || !mayRestrict(part, entry, previous, scope)) return;
  const { chain } = part, isEquality = isEquation(part);
  const reader = readerFor(scope, isEquality ? new Set() : orderedLetters(part, scope));
  // "such that $M(t) = A + tB$ is invertible" says what M is
  const called = isEquality ? functionTarget(chain.sides[0]!.body, reader, chain.sides[1]?.body) : null;
  if (called !== null && called.entries === null && knownFunction(called.key) === undefined && !scope.quantities.has(called.key) && !scope.functions.has(called.key)) return;
  try {
    const several = isEquality ? [] : splitAt(chain.sides[0]!.body, (tex) => isSymbol(tex, ","));
    if (several.length > 1 && several.every((name) => name.length === 1)) {
      // α, β > 0: each of them
      const rest = chain.sides.slice(1).map((side) => readExpression(side.body, side, reader));
      for (const name of several) assume({ sides: [readExpression(name, name[0]!, reader), ...rest], relations: chain.relations.map(({ text }) => text), text: plainText(part.statement.body) }, scope);
      part.kind = "declaration";
      return;
    }
    const sides = chain.sides.map((side) => readExpression(side.body, side, reader));
    // it limits the equation that follows
    if (OF_A_KIND.test(part.before) && sides.every((side) => isWhole(side, scope))) return;
    const defined = isEquality && !isPowerOfDeclared(sides[0]!, part, scope) ? nameOf(sides[0]!) : null;
    const isTold = isEquality && tellsMore(part, sides, told, scope);
    const isPlainDefinition = defined !== null && !isTold && (scope.quantities.get(defined)?.axes ?? null) === null && !isSymmetry(part) && !isZeroDiagonal(part);
    // v_0 = 0 of steps that nothing declares
    const begun = isEquality && sides[0]!.kind === "entry" && sides[0]!.at.every((at) => at?.kind === "number") ? nameOf(sides[0]!.of) : null;
    if (isPlainDefinition || (begun !== null && !scope.quantities.has(begun))) return;
    const ofDeclared = isEquality && (defined === null || (sides[1] !== undefined && namesIn(sides[1]).has(defined))) && isOfDeclared(part, entry, previous);
    // what the multiplier of a constraint multiplies is not zero while derivatives are taken
    if (isEquality && /\b(constraints?|subject to)\b/i.test(part.sentence) && isOwnProduct(sides[0]!)) {
      scope.unusedAssumptions.push({ names: namesIn(sides[0]!), text: plainText(part.statement.body) });
      part.kind = "declaration";
      return;
    }
    const isAssumed = ofDeclared || isTold || (isEquality && !isFlowEquation(part) && (assumesRightBefore(part) || goesOnAssuming(part, entry, previous)) && speaksOfFree(sides, scope));
    const isSaid = isAssumed || (isEquality && isImplicit(part, sides)), isClaimed = !isSaid && claimsRather(part, sides, ofDeclared);
    const said = isAssumed ? { place: entry.place, isCase: OF_A_CASE.test(part.sentence) } : undefined;
    const isKnown = assume({ sides, relations: chain.relations.map(({ text }) => text), text: texOf(part.statement.body), place: entry.place, isKept: !isClaimed, ...(said && { said }) }, scope);
    if (isKnown || isSaid || (!isEquality && !isClaimed)) part.kind = "declaration";
    else if (isEquality && !isClaimed) part.remark = "this assumption is not used: its form is not understood";
    if (isEquality && (isKnown || isSaid)) part.assumes = true;
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
  }
}

const isEquation = ({ chain: { relations } }: Understood): boolean => relations.some(({ text }) => text === "=" || text === "\\equiv");

/** Whether the words let it restrict names: nothing limits it, and an equation is one that the sentence assumes. */
function mayRestrict(part: Understood, entry: UnderstoodEntry, previous: UnderstoodEntry | undefined, scope: Scope): boolean {
  const { chain, before, after, sentence } = part, { display } = entry.formula, isEquality = isEquation(part);
  if (chain.relations.length === 0 || chain.sides.some((side) => side.body.length === 0)) return false;
  if (!display && denies(sentence, after)) return false;
  if (conditional(before) || conditionalSentence(sentence) || isLimited(part)) return false;
  if (chain.relations.some(({ text }) => SAYS_OTHERWISE.test(text))) return false;
  if (isEquality) return !display && (firmlyAssumes(sentence) || isFlowEquation(part) || isInPassing(part) || isStatedProperty(part, entry, previous) || tellsInPassing(part) || tellsOneHotAxis(part, scope));
  const isDefinite = chain.relations.some(({ text }) => /succ/.test(text));
  // `x \cong y` beside an equation asserts something that is not checked
  if (display && !isDefinite && !chain.relations.every(({ text }) => isOrder(text))) return false;
  return isDefinite || assumes(sentence) || ((!display || entry.parts[0] !== part) && isShortInequality(part));
}

const SAYS_OTHERWISE = /^(\\in|:=|\\coloneqq|\\triangleq|\\defeq|\\coloneq|\\doteq|\\approx|\\to|\\leftarrow|\\propto|\\sim|\\ll|\\gg)$/;
/** What is supposed for a while, beside other things. */
const OF_A_CASE = /\b(suppose|if|when|case|special|consider)\b/i;

/** "… if i = j" limits it; "… for all i", "… for $i = 1, …, n$" do not, and neither does a point at which an inequality holds. */
function isLimited(part: Understood): boolean {
  const { after, limits } = part;
  if (!limitedAfter(after) || /^\s*,?\s*for (every|all|each|any)\b/i.test(after)) return false;
  return !(!isEquation(part) && /^\s*,\s*at\b/i.test(after)) && !((isZeroDiagonal(part) || limits === null) && /^\s*,?\s*for\s*$/i.test(after));
}

/** "where $A x = b$" */
const isInPassing = ({ before, chain: { sides } }: Understood): boolean => /\b(where|with|here)\s*$/i.test(before) && sides.some(({ body }) => body.length > 1 || body[0]!.kind === "scripts");

/** "let $A = B + C$" defines; "we get $F \le \ell$" and "given $x$, the derivative is …" claim something. */
function claimsRather(part: Understood, sides: readonly Expression[], ofDeclared: boolean): boolean {
  const { before, sentence } = part;
  if (!isEquation(part)) return CONCLUDING.test(before);
  if (isFlowEquation(part)) return false;
  const defines = !ofDeclared && (!firmlyAssumes(sentence) || (/\blet\b[^.]*$/i.test(sentence) && !/\b(assum|suppose|given|such that|satisf)/i.test(sentence)));
  return defines || ((sides.some(differentiates) || hasPrimes(part)) && !isDerivativeCondition(part));
}

/** "$C \\in \\mathbb{R}^{n \\times n}$, $C = C^T$, …", "symmetric couplings $J = J^T$": a matrix that is its own transpose, in a list of declarations or behind the word; "without loops ($A_{ii} = 0$)". */
function isStatedProperty(part: Understood, entry: UnderstoodEntry, previous: UnderstoodEntry | undefined): boolean {
  if (/\(\s*$/.test(part.before) && isZeroDiagonal(part)) return true;
  if (!isSymmetry(part)) return false;
  if (/(^|[^-\w])symmetric( \w+){0,2}\s*$/i.test(part.before) && !/\b(not|never|non|hardly)\b[^.,;]*$/i.test(part.before)) return true;
  const before = partsBefore(part, entry, previous);
  return (entry.parts[0] !== part || /^\s*(,|and|, and)\s*$/i.test(part.before)) && before.length > 0 && before.every(({ kind }) => kind === "declaration");
}

/** "$x, y \\in \\mathbb{R}^n$ with $x^\\top y = 0$": it tells of what was just declared. */
function isOfDeclared(part: Understood, entry: UnderstoodEntry, previous: UnderstoodEntry | undefined): boolean {
  const before = partsBefore(part, entry, previous), [left, ...more] = part.chain.sides;
  // "Let $a, b \in \mathbb{R}$ and $a + b = 0$": no name stands alone on the left
  const isJoined = /^\s*,?\s*and\s*$/i.test(part.before) && more.length === 1 && left!.body.some((tex) => isSymbol(tex, "+", "-")) && /^\s*let\b/i.test(part.sentence.split(/[.;:]\s/).at(-1)!);
  return (isJoined || /^\s*,?\s*((be|are|is|an?|some|any|arbitrary|fixed|given|real|positive|numbers?|weights|vectors?|constants?|scalars?|probabilities) )*((be|is) (an? )?[a-z-]+ )?(with|where|such that|satisfying)\s*$/i.test(part.before)) && before.length > 0 && before.every(({ kind }) => kind === "declaration") && before.some((other) => sharesName(part, other));
}

/** "$\\gamma \\in (0, 1)$ with $g_T = r_T$" tells nothing of γ. */
function sharesName(part: Understood, other: Understood): boolean {
  const names = new Set(topDown(other.statement.body).map((tex) => nameKey(tex)));
  return topDown(part.statement.body).some((tex) => { const key = nameKey(tex); return key !== null && names.has(key); });
}

/** "assume that $A x = b$", "$u$ such that $S u = \lambda u$": the words right before it say so, and not of something else in the sentence. */
const assumesRightBefore = ({ before, sentence }: Understood): boolean =>
  /\b(assum(e|es|ing)|suppos(e|ing)|given|provided|requir(e|es|ing)|such that|subject to|(under|with) the (constraint|condition|assumption|restriction))( (that|also|first|further|instead|now|for (a|the|this) (moment|now|time being|section|case)|the (constraint|condition|relation|equation)))*\s*$/i.test(before)
  || (/\bsatisf(y|ies|ying)( (both|also|the (constraint|condition|relation|equation)))*\s*$/i.test(before) && /\b(let|suppose|assume|assuming|given|where|that)\b[^.]*$/i.test(sentence));

/** "… and $S v = \mu v$", behind another one. */
function goesOnAssuming(part: Understood, entry: UnderstoodEntry, previous: UnderstoodEntry | undefined): boolean {
  const before = partsBefore(part, entry, previous).at(-1);
  return before !== undefined && before.chain.relations.some(({ text }) => text === "=") && (before.assumes === true || assumesRightBefore(before)) && (entry.parts[0] !== part || /^\s*(,|and|, and)\s*$/i.test(part.before));
}

/** "Let $P$ be a projection, i.e. $P^2 = P$", "where $x_p$ lies on the plane, so that $w^\\top x_p + b = 0$": what was said in words once more as an equation. */
const tellsInPassing = ({ before, sentence }: Understood): boolean =>
  /^\W*(let|consider|suppose|assume|assuming|given|take|fix|where)\b/i.test(sentence.split(/(?<!\bi\.e|\be\.g)[.;:!?]\s/).at(-1)!) && /(?:\b(?:i\.e\.|that is,?|which means|meaning|so that|so|where|with)(?: that)?,?|,(?: we)? (?:set|have|put)|,)\s*$/i.test(before);

/**
 * Whether it says nothing that could follow: of names that nothing defines, that is, or that a number is what another formula tells, "assume that the data is centered, $m = 0$". Behind
 * "so that" a number must stand on the right: "so that $(x + y)^2 = x^2 + y^2$" is a claim.
 */
function tellsMore(part: Understood, sides: readonly Expression[], told: ReadonlySet<string>, scope: Scope): boolean {
  if (!tellsInPassing(part) || sides.some(differentiates) || sides.length !== 2) return false;
  const names = sides.flatMap((side) => [...namesIn(side)]), isNumber = isWholeNumber(sides[1]!);
  const isFree = (name: string): boolean => { const own = scope.quantities.get(name); return (own?.role === "variable" && own.declaredAt !== null && own.opaque === null && !told.has(name)) || own?.role === "size" || own?.role === "ones"; };
  if (isNumber && /\bassum\w+\b[^.;]*$/i.test(part.sentence) && nameOf(sides[0]!) !== null && told.has(nameOf(sides[0]!)!)) return true;
  // x_0 = 0 and x = 3 tell what x is, or give an example
  if (["name", "entry", "member", "index"].includes(sides[0]!.kind)) return false;
  return names.some((name) => scope.quantities.get(name)?.role === "variable") && names.every(isFree) && (isNumber || /\b(i\.e\.|that is,?|which means|meaning)(?: that)?,?\s*$/i.test(part.before));
}

const isWholeNumber = (e: Expression): boolean => e.kind === "number" || (e.kind === "name" && e.name === "\\mathbf{0}");

/** Names that an equation tells by a formula. */
export function toldNames(entries: readonly UnderstoodEntry[], { scope }: Pick<Reader, "scope">): ReadonlySet<string> {
  return new Set(entries.flatMap(({ parts }) => parts.flatMap((part) => {
    const [left, right] = part.chain.sides, [only, ...more] = left?.body ?? [];
    const key = only === undefined || more.length > 0 || (only.kind === "scripts" && only.sup !== null) || !isEquation(part) || right === undefined || right.body.every(({ kind }) => kind === "number") ? null : keyOf(coreOf(only), { scope });
    return key === null ? [] : [key];
  })));
}

/** Of a number or an array that nothing defines, and of no derivative: it can be true or not. */
const speaksOfFree = (sides: readonly Expression[], { quantities }: Scope): boolean =>
  sides.some((side) => [...namesIn(side)].some((name) => { const quantity = quantities.get(name); return quantity?.role === "variable" && quantity.definitions.length === 0; }))
  && !sides.some(differentiates);

/** "the function of $x$ with $y(x) + e^{y(x)} = x$": what a name obeys, where none stands alone on the left. */
const isImplicit = ({ before }: Understood, [left]: readonly Expression[]): boolean => /\b(with|such that|satisfying)\s*$/i.test(before) && (left!.kind === "add" || left!.kind === "product");

/** "assume that $\nabla f(x) = 0$" */
const isDerivativeCondition = (part: Understood): boolean => assumesRightBefore(part) && !/\bsatisf\w+\s*$/i.test(part.before);

/** `\Phi'(x)` of a function whose definition is still to be read. */
const hasPrimes = ({ chain: { sides } }: Understood): boolean => sides.some(({ body }) => topDown(body).some((tex) => tex.kind === "scripts" && tex.primes > 0));

/** "hence $F \le \ell$" says what follows, and assumes nothing. */
const CONCLUDING = /\b(hence|therefore|thus|consequently|conclude|follows|implies|implying|shows?|proves?|gives?|we (get|have|see|obtain|find))( (that|also|then))*\s*[:,]?\s*\*?\s*$/i;

/** Those of the same formula, or of the one that only words part from it. */
function partsBefore(part: Understood, entry: UnderstoodEntry, previous: UnderstoodEntry | undefined): readonly Understood[] {
  const at = entry.parts.indexOf(part);
  return at > 0 ? entry.parts.slice(0, at) : previous?.fragment === entry.fragment - 2 ? previous.parts : [];
}

/** "one-hot labels $Y$, so that $\\sum_c Y_{ic} = 1$": along which axis, where nothing else tells it. */
function tellsOneHotAxis({ chain: { sides } }: Understood, scope: Scope): boolean {
  if (sides.length !== 2 || plainText(sides[1]!.body) !== "1" || !topDown(sides[0]!.body).some((tex) => isSymbol(tex, "\\sum"))) return false;
  try {
    const [sum, one] = sides.map((side) => readExpression(side.body, side, readerFor(scope))) as [Expression, Expression];
    const told = sumsToOne(sum, one), facts = scope.quantities.get(told?.key ?? "")?.facts ?? [];
    return facts.some(({ kind }) => kind === "one-hot") && !facts.some(({ kind }) => kind === "sums-to-one");
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    return false;
  }
}

/** "solutions of $z'(t) = A z(t)$": what the names obey. */
const isFlowEquation = ({ sentence, chain: { sides } }: Understood): boolean =>
  /\b(solutions? (of|to)|solves?|obeys?)\b[^.]*$/i.test(sentence) && topDown(sides[0]!.body).some((tex) => (tex.kind === "scripts" && tex.primes > 0) || (tex.kind === "accent" && /dot/.test(tex.name)) || tex.kind === "fraction");

/** k and t of `1 \le k < t \le n`: letters that count, of which nothing else is said. */
function orderedLetters({ chain: { sides, relations } }: Understood, scope: Scope): ReadonlySet<string> {
  const { quantities, functions } = scope;
  const inner = relations.length > 1 ? sides.slice(1, -1) : [], last = sides.at(-1)!.body;
  // how far they go: a length, where nothing says what it is
  const end = last.length === 1 ? nameKey(last[0]!) : null;
  if (inner.length > 1 && end !== null && /^[A-Za-z]$/.test(end) && !quantities.has(end) && !functions.has(end)) quantityOf(scope, end).role = "size";
  const letters = inner.flatMap(({ body: [only, ...more] }) => { const key = only === undefined || more.length > 0 ? null : nameKey(only); return key !== null && /^[i-np-t]$/.test(key) && !quantities.has(key) && !functions.has(key) ? [key] : []; });
  return new Set(letters.length > 1 && relations.length > 1 ? letters : []);
}

/** An index, a label, a number: nothing whose entries could be drawn as the relation wants. */
const isWhole = (e: Expression, scope: Scope): boolean => e.kind === "index" || e.kind === "number" || (e.kind === "name" && (isIndexLetter(e.name) && !scope.quantities.has(e.name) || scope.quantities.get(e.name)?.role === "label"));

/** `u^\\top u` */
const isOwnProduct = (e: Expression): boolean => e.kind === "product" && e.factors.length === 2 && e.factors[0]!.of.kind === "transpose" && e.factors[0]!.of.of.kind === "name" && e.factors[1]!.of.kind === "name" && e.factors[0]!.of.of.name === e.factors[1]!.of.name;

/** `C = C^T` */
function isSymmetry({ chain }: Understood): boolean {
  const texts = chain.sides.map(({ body }) => plainText(body)), [name = "", turned = ""] = [...texts].sort((a, b) => a.length - b.length);
  return texts.length === 2 && [`${name}^{T}`, `${name}^{\\top}`].includes(turned);
}

/** `A_{ii} = 0` */
const isZeroDiagonal = ({ chain: { sides } }: Understood): boolean => sides.length === 2 && plainText(sides[1]!.body) === "0" && /_\{([a-z])\1\}$/.test(plainText(sides[0]!.body));

/** The a of `a = …`, of `a_i = …` and of `a_t = …`, the σ of `\\sigma_j^2 = …`. */
const nameOf = (e: Expression): string | null => (e.kind === "name" ? e.name : e.kind === "member" ? e.family : e.kind === "entry" && e.at.every((at) => at?.kind === "index") ? nameOf(e.of) : e.kind === "power" && e.exponent.kind === "number" && e.base.kind === "entry" ? nameOf(e.base.of) : e.kind === "power" && e.exponent.kind === "number" && e.base.kind === "name" ? e.base.name : null);

/** `A^2` of a matrix defines no A, and `x^2 = y` of a declared number no x; `s^2 = \sum_i …` says what s is. */
function isPowerOfDeclared(e: Expression, part: Understood, { quantities }: Scope): boolean {
  const own = e.kind === "power" && e.base.kind === "name" ? quantities.get(e.base.name) : undefined;
  return own?.axes?.length === 2 || (own?.axes?.length === 0 && own.declaredAt !== null && !/^\\(var)?sigma/.test(own.key) && !isSpread(part));
}

/** `x > 0` between words, with nothing that says "if". */
const isShortInequality = ({ chain }: Understood): boolean => chain.sides.length <= 3 && chain.sides.every((side) => splitAt(side.body, (tex) => isSymbol(tex, ",")).every((name) => name.length <= 2));
