/**
 * Where a text takes back what an example, a special case or a supposition said: "In general", "For arbitrary $n$", "Let $A$ be any matrix", a heading
 * "The general case". From there on what was given before for a while counts no more.
 */
import type { SourceDocument } from "../document/document.js";
import { nameKey } from "../notation/name-key.js";
import { isSymbol } from "../notation/reader.js";
import { isRelationSign } from "./relation-sign.js";
import { topDown } from "./walk-tex.js";

export interface Lift {
  /** The formula or the words from which on it counts. */
  readonly fragment: number;
  /** Of these names; null: of all. */
  readonly names: ReadonlySet<string> | null;
  /** It takes back what is declared of them, too. */
  readonly isStrong: boolean;
}

const ALL = /(^|[.;!?:]\s+)\W*((now|so|but|and),? )*((more )?generally\b|in (the )?general( case)?\b|regardless of\b|whatever the\b|without (this|these|that|any|the) (assumption|condition|restriction)s?\b|(we )?(now )?(drop|lift)(ping)? (this|these|that|the)\b|(we )?(now )?(prove|show|turn to|treat|derive) the general\b)[^.;!?]*$/i;
const BEFORE = /\b((for|let|given|consider|take)( now)?( an?)? (all|any|every|arbitrary|general|larger|other)|(of|with) (an? )?(arbitrary|general))( [a-z-]+){0,3}\s*$/i;
/** "for all $x$" may be said of the unit vectors x that were declared, "let $x$ be any vector" may not. */
const STRONG = /\b(any|arbitrary|general|other)\b( [a-z-]+){0,3}\s*$/i;
const AFTER = /^\s*(now )?(be|is|are) ((now|again|an?) )*(arbitrary|any|general|unrestricted)\b/i;
const BETWEEN = /^\s*(,|and|, and)\s*$/i;
const HEADING = /\b(general|arbitrary)\b/i;

const known = new WeakMap<SourceDocument, readonly Lift[]>();

/** All of them, in the order in which they stand. */
export function lifts(document: SourceDocument): readonly Lift[] {
  const before = known.get(document);
  if (before !== undefined) return before;
  const found = document.fragments.flatMap((fragment, k): readonly Lift[] => {
    if (fragment.kind === "heading") return HEADING.test(fragment.text) ? [{ fragment: k, names: null, isStrong: false }] : [];
    if (fragment.kind === "prose") return ALL.test(fragment.text) ? [{ fragment: k, names: null, isStrong: false }] : [];
    const words = (at: number): string => { const each = document.fragments[at]; return each?.kind === "prose" ? each.text : ""; };
    if (fragment.kind !== "formula" || fragment.display || !(BEFORE.test(words(k - 1)) || AFTER.test(words(k + 1)))) return [];
    // "let $a$ and $b$ be arbitrary"
    let first = k;
    while (BETWEEN.test(words(first - 1)) && document.fragments[first - 2]?.kind === "formula") first -= 2;
    return [{ fragment: first, names: new Set(document.fragments.slice(first, k + 1).flatMap((each) => subjectsOf(each))), isStrong: AFTER.test(words(k + 1)) || STRONG.test(words(k - 1)) }];
  });
  known.set(document, found);
  return found;
}

/** n of `n`, of `n \\ge 1` and of `n \\in \\mathbb{N}`; both of `a, b`. */
function subjectsOf(fragment: SourceDocument["fragments"][number]): readonly string[] {
  const body = fragment.kind === "formula" ? (fragment.tex?.body ?? []) : [], at = body.findIndex((tex) => isRelationSign(tex) || isSymbol(tex, "\\in"));
  return topDown(at < 0 ? body : body.slice(0, at)).flatMap((tex) => nameKey(tex) ?? []);
}

/** Whether what was said of these names at one place is taken back before another. */
export const isLifted = (all: readonly Lift[], names: Iterable<string>, said: number, at: number): boolean => {
  const own = [...names];
  return all.some((lift) => lift.fragment > said && lift.fragment <= at && (lift.names === null || own.some((name) => lift.names!.has(name))));
};
