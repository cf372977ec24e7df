/** A later section may define a name anew: from there on the new definition holds. */
import type { SourceDocument } from "../document/document.js";
import { namesIn, type Expression } from "../expression/expression.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { readExpression } from "../notation/read-expression.js";
import { isSymbol, plainText } from "../notation/reader.js";
import { arrayTarget, functionTarget, targetIndices, usesItself } from "./definitions.js";
import { opensWithLet } from "./prose.js";
import { isUnder, withQuantity, type Place, type Scope } from "./scope.js";
import { wordsLeadingTo } from "./sentences.js";
import { readerFor, type Understood, type UnderstoodEntry } from "./understood.js";

const EQUAL = new Set(["=", ":=", "\\equiv", "\\coloneqq", "\\triangleq"]);

/** The scope with the name redefined; null where this is no definition, or stands in the section (or below the heading) of the first one. */
export function redefinition(part: Understood, entry: UnderstoodEntry, document: SourceDocument): Scope | null {
  const { scope, place } = entry;
  const words = wordsLeadingTo(document, entry.fragment), isLet = opensWithLet(part.sentence);
  if ((!entry.formula.display && !introduces(part.before) && !isLet) || restates(words)) return null;
  // "Let" in a part of a section says it of that part
  const isLetHere = isLet && !(entry.formula.display && /\b(then|we|ha(ve|s)|hence|so|thus|gives?|holds?)\b/i.test(words));
  const mayReplace = (earlier: Place): boolean => standsApart(earlier, place) || (isLetHere && earlier.section !== place.section);
  const [left, right] = part.chain.sides;
  if (left === undefined || right === undefined || !EQUAL.has(part.chain.relations[0]?.text ?? "")) return null;
  try {
    const target = functionTarget(left.body, readerFor(scope), right.body);
    const known = target === null ? undefined : scope.functions.get(target.key);
    if (target !== null && known?.definition != null) {
      if (!mayReplace(known.definition.place) || substitutes(words, [known.definition.body], entry, document)) return null;
      const body = readExpression(right.body, right, readerFor(scope));
      if (goesBackTo(target.key, body, scope)) return null;
      return { ...scope, functions: new Map(scope.functions).set(target.key, { ...known, definition: { parameters: target.parameters, body, place } }) };
    }
    const array = arrayTarget(readExpression(left.body, left, readerFor(scope)));
    const quantity = array === null ? undefined : scope.quantities.get(array.key);
    if (array === null || quantity === undefined) return null;
    // m_0 = 0 stays where m_t = … is given anew
    const replaced = quantity.definitions.filter(({ levels }) => array.levels.length === 0 || isSameStep(levels, array.levels));
    const kept = quantity.definitions.filter((definition) => !replaced.includes(definition));
    if (replaced.length === 0 || !replaced.every((definition) => mayReplace(definition.place)) || substitutes(words, replaced.map((definition) => definition.body), entry, document)) return null;
    const body = readExpression(right.body, right, readerFor(scope, targetIndices(array)));
    const isRecurrence = array.levels.length > 0 && namesIn(body).has(array.key) && replaced.some((definition) => namesIn(definition.body).has(array.key));
    if (usesItself(array, body, scope) || goesBackTo(array.key, body, scope, isRecurrence)) return null;
    const definition = { target: array.key, levels: array.levels, entries: array.entries, body, place, text: plainText(part.statement.body), where: null };
    return withQuantity(scope, array.key, { ...quantity, definitions: [...kept, definition] });
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

/** Whether both are of any step, or both of the same one. */
export const isSameStep = (a: readonly Expression[], b: readonly Expression[]): boolean =>
  a.length === b.length && a.every((at, k) => { const other = b[k]!; return at.kind === "number" ? other.kind === "number" && at.digits === other.digits : other.kind !== "number"; });

/** `K = \\hat P H^\\top R^{-1}`, where \\hat P is defined by K: it speaks of the K that is known. A recurrence speaks of itself, and may. */
const goesBackTo = (key: string, body: Expression, scope: Scope, isRecurrence = false): boolean =>
  isRecurrence ? [...namesIn(body)].some((name) => name !== key && reachedFrom([{ kind: "name", name, start: 0, end: 0 }], scope).has(key)) : reachedFrom([body], scope).has(key);

/** "With $u = w - a$ the loss becomes": what is known, with a new name in it; not where the loss was made of u already, and u is another now. */
function substitutes(words: string, known: readonly Expression[], { scope, fragment }: UnderstoodEntry, { fragments }: SourceDocument): boolean {
  if (!SUBSTITUTING.test(words)) return false;
  const at = fragments.findLastIndex(({ kind }, k) => k < fragment && kind === "formula"), formula = fragments[at];
  const [name, sign] = formula?.kind === "formula" ? (formula.tex?.body ?? []) : [];
  const key = name === undefined || name.kind === "scripts" || !isSymbol(sign, "=", ":=") ? null : plainText(name);
  const own = key === null ? undefined : scope.quantities.get(key);
  return key !== null && own !== undefined && own.definitions.length === 1 && own.definitions[0]!.place.fragment === at && !reachedFrom(known, scope).has(key);
}
const SUBSTITUTING = /^\W*(with|setting|writing|letting|using|introducing|putting|substituting|in terms of)( the)?( \w+){0,3} §,? (the|our|this|that) (loss|objective|function|cost|expression|problem|sum|integral|energy|likelihood|error|norm|term)s? (then |now |thus )?(becomes?|reads?|is|takes? the form)\W*$/i;

/** The names in expressions, and those that their definitions lead to. */
export function reachedFrom(bodies: readonly Expression[], { quantities, functions }: Scope): ReadonlySet<string> {
  const seen = new Set<string>(), open = bodies.flatMap((body) => [...namesIn(body)]);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const inner = [...(quantities.get(name)?.definitions ?? []).map((definition) => definition.body), functions.get(name)?.definition?.body, functions.get(name)?.byEntries?.body];
    for (const each of inner) if (each !== undefined) open.push(...namesIn(each));
  }
  return seen;
}

/**
 * "the gain has an equivalent form", "it can also be written", "this reduces to": what is known, written in another way;
 * "recall that", "as in the first section", "we found earlier": what is known, said once more. Not where it is said to be another now.
 */
const restates = (words: string): boolean => derives(words) || (AGAIN.test(words) || RECALLING.test(words) || NOTING.test(words)) && !/\b(now|here|instead|this time|new|but|unlike)\b/i.test(words);
const AGAIN = /\b(equivalent(ly)?|rewrit\w+|(can|may|could) be (written|computed|expressed|obtained|put)|also (be )?(written|computed|expressed|obtained)|(?:has|have|takes?) (?:a|an|the) (?:[\w-]+ )*form|simplif(y|ies)|reduces? to|same (thing|quantity|value|number|matrix|vector|as)|identical (to|with)|nothing (but|else))\b/i;
const RECALLING = /\b(recall|remember|remind\w*|as (we )?(before|above|earlier|(saw|found|derived|showed|defined|said)\b|in (section|chapter|part|eq\w*|the (first|second|third|last|previous|preceding|earlier)))|(saw|found|derived|showed|had|have seen|defined|computed|obtained) (it )?(above|before|earlier|already)|(above|earlier|already|before),? we (saw|found|derived|showed|had|have seen|defined|computed|obtained)|we (already|still) (know|have|had))\b/i;

/** "Note that": it is so already. */
const NOTING = /\b(note|notice|observe|clearly|obviously|of course)( (also|again|first|further))?( that)?\s*[,:]?\s*$/i;

/** "Expanding the square gives", "Hence, by (2), we have": what follows from what is known; not "Adding a penalty gives". */
const derives = (words: string): boolean =>
  JUST_HAVE.test(words) || LEADING_ON.test(words) && (/\b(adding (and subtracting|the|these|both|up)|subtract|divid|taking|square|expand|substitut|simplif|insert|plug|rearrang|multiply|complet|collect|cancel|differentiat|combin|using|by (the|our|a|lemma|theorem|proposition|definition|linearity|symmetry|§|\(|eq)|from (§|\(|eq|the))/i.test(words) || /^\W*(hence|therefore|thus|consequently|it follows)\b/i.test(words)) && !CHANGING.test(words.replace(/\badding (and subtracting|the|these|both|up)\b/i, ""));
const JUST_HAVE = /^\W*((so|then|thus|hence|therefore|now|and),? )?we (also |then |therefore |thus )?(have|get|obtain|find)( that)?\s*[,:]?\s*$/i;
const LEADING_ON = /\b(gives?|giving|yields?|yielding|leads to|results? in|we (then |therefore |thus )?(get|obtain|find|have|see|arrive at|conclude)|follows|hence|therefore|thus|consequently)( us)?( that)?\s*[,:]?\s*$/i;
const CHANGING = /\b(add|includ|remov|drop|replac|regulari|penal|instead|now|new|here|another|different|other|second|third|next|variant|modif|chang|unlike|without|generali[sz]|if|when|model|case|example)/i;

/** A display that no words introduce as something new: whether it defines anew or is wrong, only its author knows. */
export const isUnannounced = ({ formula, fragment }: UnderstoodEntry, document: SourceDocument): boolean =>
  formula.display && !ANNOUNCING.test(wordsLeadingTo(document, fragment));
const ANNOUNCING = /\b(let|consider|take|set|put|define[sd]?|definition|denote|where|suppose|given|for|in (this|the present) (section|example|part|case)|now|here|instead|new|other|another|with|without|add\w*|remov\w+|replac\w+|penal\w+|regulari\w+|becomes?|use[sd]?|using|write|model|case|example|variant)\b/i;

/** "let", "consider the function", "Example 2:", "in this section" right before a formula in the text: it says what something is from here on. */
const introduces = (words: string): boolean => INTRODUCING.test(words) || renews(words.split(/[.;:]\s/).at(-1)!) || changes(words.split(/[.;:]\s/).at(-1)!);
const INTRODUCING = /\b(let|consider|take|set|put|define|with|where|suppose|given|for|function|in (this|the present) (section|example|part|case))( (now|again|instead|the|an?|function|loss|that|it|be|us|model))*\s*$|[:).]\s*$/i;

/** "Here the prediction is a probability, $\hat y = …$": a sentence of this section's own that ends in what it speaks of, and recalls nothing. */
const renews = (sentence: string): boolean =>
  /^\s*(here|now|this time|in (this|the present) (section|example|part|case))\b.*\b(is|are|becomes?|use[sd]?|takes?|have|has)\b.*,\s*$/is.test(sentence) && !/\b(recall|remember|again|still|before|above|earlier|already|same)\b/i.test(sentence);

/** "If we remove the hidden layer, the model is $\hat Y = XU$": what else the name is, where something is said to be done otherwise. */
const changes = (sentence: string): boolean =>
  /\b(remov\w+|drop\w*|replac\w+|omit\w*|leav\w+ out|without|instead)\b.*\b(model|prediction|network|hypothesis|output|loss|objective|score|layer)s? (is|becomes|reads|are)( then| simply| just| now)?\s*$/is.test(sentence) && !RECALLING.test(sentence);

/** Whether the later place is under none of the headings that end at the earlier one. */
const standsApart = (earlier: Place, later: Place): boolean => later.section !== earlier.section && !isUnder(earlier, later.path);
