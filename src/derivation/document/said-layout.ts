/** Layouts of derivatives that the text states: "Derivatives are written in numerator layout", "we use the denominator layout", "(numerator-layout convention)". */
import type { Conventions, Fragment, LayoutStatement, SourceDocument } from "./document.js";

type Layout = Conventions["layout"];

/** The layout that a line is written in: the last one stated before it. */
export const layoutAt = ({ conventions, layouts }: SourceDocument, fragment: number): Layout => layouts.findLast(({ from }) => from <= fragment)?.layout ?? conventions.layout;

/** The first statement counts for the lines before it too, unless the front matter speaks for them or it is one of a single result ("In numerator layout, …"). */
export function saidLayouts(fragments: readonly Fragment[], isSetAbove: boolean): readonly LayoutStatement[] {
  const found = sentencesOf(fragments).flatMap(({ text, from, prose }) => {
    const said = layoutIn(text);
    return said === null ? [] : [{ ...said, from, unit: prose.unit, span: prose.span }];
  });
  return found.map(({ isPassing, ...statement }, k) => (k === 0 && !isSetAbove && !isPassing ? { ...statement, from: 0 } : statement));
}

interface Sentence {
  /** Formulas in it as `□`. */
  readonly text: string;
  /** Its first fragment. */
  readonly from: number;
  /** The last words of it. */
  readonly prose: Fragment;
}

/** Sentences over the formulas in them. */
function sentencesOf(fragments: readonly Fragment[]): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let text = "", from = 0, prose: Fragment | null = null;
  const close = (next: number): void => {
    if (prose !== null) sentences.push({ text, from, prose });
    [text, from, prose] = ["", next, null];
  };
  fragments.forEach((fragment, k) => {
    if (fragment.kind === "formula") text += " □ ";
    else if (fragment.kind !== "prose") close(k + 1);
    else {
      const parts = fragment.text.split(/(?<=[.?!;])\s+/);
      parts.forEach((part, p) => {
        if (p > 0) close(k);
        text += part;
        prose = fragment;
      });
    }
  });
  close(fragments.length);
  return sentences;
}

const LAYOUT = /\b(?:(?:numerator|denominator|gradient)[- –]layout|(?:numerator|denominator)[- –]convention|(?:Jacobian|Hessian) formulation)/i;

/** Comparing ("unlike", "the transpose of"), what others do, and what would be. */
const NOT_SAID = /\b(unlike|instead|rather|opposed|contrast|contrary|compar\w+|than|versus|vs|transposed?|differ\w*|not|no|never|neither|nor|without|cannot|\w+n't|would|could|might|may|can|if|when|whether|either|or|some|others?|another|many|most|authors?|texts?|textbooks?|books?|papers?|literature|sources?|people|often|sometimes|usually|commonly|Wikipedia|formerly|previous\w*|earlier)\b/i;
const DENIED_AFTER = /\b(not|never|would|could|instead|transposed?|differ\w*)\b/i;
/** "Bishop uses", and not "this document uses". */
const BY_OTHERS = /^(?!.*\b(?:this|the|our|these) (?:document|notes?|report|chapter|section|appendix|derivation|course|exercise)\b).*\b(?:writes|uses|prefers|works|follows|adopts|employs|chooses)\b/i;
/** "are written in", "we use the", "convention:" right before it. */
const STATING = /\b(?:in|using|with|under|by|uses?|follows?|adopts?|employs?|choose|prefer|assume|assuming|take|keep to|stick to|(?:convention|layout) is)(?: the)?(?: so-called| usual| standard)? ?$/i;
/** "is used throughout" right after it. */
const STATED = /^\W*(?:(?:is|are|will be) (?:\w+ )?(?:used|assumed|adopted|followed|understood|employed|meant)|throughout|everywhere)\b/i;

/** Which layout a sentence states; null for one that compares two, denies one or speaks of other people's. */
export function layoutIn(sentence: string): { readonly layout: Layout; readonly isPassing: boolean } | null {
  const clauses = sentence.split(/[,:;.()—–]\s*|(?=\b(?:but|while|whereas|although|though)\b)/);
  if (/\?\s*$/.test(sentence) || clauses.some((clause) => /\bnumerator\b/i.test(clause) && /\bdenominator\b/i.test(clause))) return null;
  const stated = clauses.flatMap((clause) => statedIn(clause) ?? []);
  const [layout] = stated;
  return layout === undefined || new Set(stated).size > 1 ? null : { layout, isPassing: /^\W*in (?:the )?(?:numerator|denominator)\b/i.test(sentence) };
}

function statedIn(clause: string): Layout | null {
  const match = LAYOUT.exec(clause);
  if (match === null) return null;
  const before = clause.slice(0, match.index), after = clause.slice(match.index + match[0].length).replace(/^ convention/i, "");
  if (NOT_SAID.test(before) || BY_OTHERS.test(before) || DENIED_AFTER.test(after)) return null;
  const isAlone = /^\W*(?:the )?$/i.test(before) && /^\W*$/.test(after);
  return isAlone || STATING.test(before) || STATED.test(after) ? (/gradient/i.test(match[0]) ? "gradient" : /numerator|Jacobian/i.test(match[0]) ? "numerator" : "denominator") : null;
}
