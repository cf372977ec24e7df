/**
 * `p(a|s) = \frac{e^{z_a}}{\dots}`, `D_{KL}(q \| p) = \dots`: brackets with a bar in them belong to the name. What stands before a single bar and below other names too is an
 * index, `p_a`, as long as what it is given, s, is the same wherever the name stands; else the whole is one name. Only names that an equation defines are read so.
 */
import { mapTex } from "../tex/map-tex.js";
import type { Tex } from "../tex/tex.js";
import { listsIn, topDown } from "../scope/walk-tex.js";
import { isRelationSign } from "../scope/relation-sign.js";
import { knownFunction } from "./functions.js";
import { nameKey } from "./name-key.js";
import { coreOf, isSymbol, plainText } from "./reader.js";

/** By what is written before the bracket: the names that have an index, and by all that is written those that have none. */
export interface ConditionalNames {
  readonly indexed: ReadonlyMap<string, string>;
  readonly whole: ReadonlyMap<string, string>;
}

type Bracket = Tex & { readonly kind: "delimited" };

interface Use {
  readonly head: string;
  readonly text: string;
  readonly before: readonly Tex[];
  readonly given: string;
  readonly isDouble: boolean;
  /** The equation that the name stands alone on the left of. */
  readonly definedIn: readonly Tex[] | null;
  readonly isBelow: boolean;
}

/** What is no name that a bracket could belong to: expectations, and what only looks like a function. */
const NO_NAME = /^(E|\\?mathbb\{?E\}?|Var|Cov|var|cov|argmax|argmin|d|\\partial)$/;

/** null where the document has none. */
export function conditionalNames(bodies: readonly (readonly Tex[])[]): ConditionalNames | null {
  const uses = bodies.flatMap((body) => usesIn(body));
  const indexed = new Map<string, string>(), whole = new Map<string, string>();
  for (const use of uses) if (use.isDouble && use.definedIn !== null && !use.isBelow && !hasIndex(use.text)) whole.set(use.text, spelled(use.text, whole));
  const heads = new Set(uses.filter(({ isDouble }) => !isDouble).map(({ head }) => head));
  for (const head of heads) {
    const own = uses.filter((use) => use.head === head && !use.isDouble), defining = own.find(({ definedIn }) => definedIn !== null);
    if (defining === undefined || own.some(({ isBelow, given }) => isBelow || given !== defining.given) || hasIndex(defining.given)) continue;
    if (isCounted(defining)) {
      if (own.every(({ before }) => isLetter(before))) indexed.set(head, spelled(`${head}-given-${defining.given}`, indexed));
    } else if (own.every(({ text }) => text === defining.text) && !hasIndex(defining.text)) whole.set(defining.text, spelled(defining.text, whole));
  }
  return indexed.size + whole.size === 0 ? null : { indexed, whole };
}

/** The formula with each such bracket as a part of its name. */
export function withConditionalNames(body: readonly Tex[], names: ConditionalNames): readonly Tex[] {
  const result: Tex[] = [];
  for (let k = 0; k < body.length; k++) {
    const bracket = bracketAt(body, k + 1), head = body[k]!, read = bracket === null ? null : readUse(head, bracket);
    const name = read === null ? undefined : (names.whole.get(read.text) ?? (read.isDouble ? undefined : names.indexed.get(read.head)));
    if (read === null || name === undefined) {
      result.push(mapTex(head, (each) => withConditionalNames([each], names)[0]!, (inner) => withConditionalNames(inner, names)));
      continue;
    }
    const after = body[k + 1]!, span = { start: head.start, end: after.end };
    const word: Tex = { kind: "words", command: "text", text: name, ...span };
    const sub: Tex | null = names.whole.has(read.text) ? null : { kind: "group", body: read.before, start: read.before[0]!.start, end: read.before.at(-1)!.end };
    const sup = after.kind === "scripts" ? after.sup : null;
    result.push(sub === null && sup === null ? word : { kind: "scripts", base: word, sub, sup, primes: 0, ...span });
    k++;
  }
  return result;
}

function usesIn(body: readonly Tex[]): readonly Use[] {
  return listsIn(body).flatMap((list) => list.flatMap((head, k) => {
    const bracket = bracketAt(list, k + 1), read = bracket === null ? null : readUse(head, bracket), after = list[k + 1]!;
    if (read === null) return [];
    const defines = k === 0 && (list[k + 2] === undefined ? list !== body : isSymbol(list[k + 2], "=", ":=", "\\coloneqq", "\\triangleq", "\\equiv"));
    return [{ ...read, definedIn: defines && after.kind === "delimited" ? body : null, isBelow: after.kind === "scripts" && (after.sub !== null || after.primes > 0) }];
  }));
}

const bracketAt = (list: readonly Tex[], k: number): Bracket | null => {
  const core = list[k] === undefined ? null : coreOf(list[k]);
  return core?.kind === "delimited" && core.left === "(" && core.right === ")" ? core : null;
};

function readUse(head: Tex, bracket: Bracket): { readonly head: string; readonly text: string; readonly before: readonly Tex[]; readonly given: string; readonly isDouble: boolean } | null {
  const isLabelled = head.kind === "scripts" && head.sup === null && head.primes === 0;
  const key = head.kind === "scripts" && !isLabelled ? null : nameKey(coreOf(head)), written = plainText(head);
  const at = bracket.body.findIndex(isBar), isDouble = isDoubleBar(bracket.body[at]) || (isDoubleBar(bracket.body[at + 1]) || isBar(bracket.body[at + 1]));
  const before = bracket.body.slice(0, at), given = bracket.body.slice(at + (isDouble && !isDoubleBar(bracket.body[at]) ? 2 : 1));
  if (key === null || knownFunction(key) !== undefined || NO_NAME.test(written) || at < 1 || given.length === 0 || [...before, ...given].some((tex) => isRelationSign(tex) || isBar(tex))) return null;
  return { head: written, text: `${written}${plainText(bracket)}`, before, given: plainText(given), isDouble };
}

const isDoubleBar = (tex: Tex | undefined): boolean => isSymbol(tex, "\\|", "\\Vert", "\\parallel");
const isBar = (tex: Tex | undefined): boolean => isSymbol(tex, "|", "\\mid", "\\vert") || isDoubleBar(tex);

/** Whether what stands before the bar stands below a name in the equation that defines. */
const isCounted = ({ before, definedIn }: Use): boolean =>
  isLetter(before) && before[0]!.kind === "symbol" && topDown(definedIn ?? []).some((tex) => tex.kind === "scripts" && tex.sub !== null && tex.base !== null && !/^\\(sum|prod|max|min)$/.test(plainText(tex.base)) && topDown([tex.sub]).some((each) => isSymbol(each, plainText(before))));

/** One letter, a primed one, or a number. */
const isLetter = ([only, ...more]: readonly Tex[]): boolean =>
  only !== undefined && more.length === 0 && (only.kind === "number" || /^[A-Za-z]'*$/.test(plainText(only)));

/** `q_i`, `x_t`: letters below that may count. */
const hasIndex = (text: string): boolean => /_\{?[a-z]([,+-].*)?\}?(?![A-Za-z])/.test(text);

/** The name in letters, digits and hyphens, unlike all others. */
function spelled(text: string, taken: ReadonlyMap<string, string>): string {
  const plain = text.replace(/[\\{}]/g, "").replace(/[^A-Za-z0-9]+/g, "-").replace(/^[-0-9]+|-+$/g, "");
  const others = new Set([...taken].filter(([key]) => key !== text).map(([, name]) => name));
  return others.has(plain) ? `${plain}-${others.size}` : plain;
}
