/** KaTeX's HTML in half the bytes: the names of its classes shortened, those that no rule asks for left out with the tags that have no other, each inline style a class. */
import { EYE } from "./short-tags.js";

export interface CompactMaths {
  readonly body: string;
  /** KaTeX's style sheet in the short names, with a rule for each inline style. */
  readonly css: string;
  /** What the classes of elements in formulas are, each once, in KaTeX's own names: what the faces are chosen by. */
  readonly asked: string;
}

/** Within a formula: only these have classes that KaTeX's style sheet knows. */
const TAG = /<i(?: class="([^"]*)")?(?: style="([^"]*)")?(?=[ >])/g;

/**
 * What is seen stays the same, to the rounding of a pixel. Names that the page's own style sheet may ask for (`katex`, `katex-display`, `katex-html`, `katex-mathml`) stay.
 * @param body HTML with formulas as `mathsHtml` gives them
 * @param css KaTeX's style sheet for them
 */
export function compactMaths(body: string, css: string): CompactMaths {
  const known = new Set([...css.matchAll(/\.(-?[a-z_][\w-]*)/gi)].map((match) => match[1]!));
  const classes = new Map<string, number>(), styles = new Map<string, number>(), done = new Map<string, string>(), tags = new Map<string, string>(), asked = new Set<string>();
  const shortTag = (names: string, style: string | undefined): string => {
    asked.add(names);
    const short = names.split(" ").filter((name) => known.has(name)).map((name) => letters(numberOf(name, classes)));
    const all = [...short, ...(style === undefined ? [] : [`_${numberOf(style, styles).toString(36)}`])];
    return all.length === 0 ? "<i" : all.length === 1 ? `<i class=${all[0]!}` : `<i class="${all.join(" ")}"`;
  };
  const compact = (formula: string): string => bared(formula).replace(TAG, (tag, names: string = "", style?: string) => once(tags, tag, () => shortTag(names, style)));
  // The same few formulas stand in every sentence, of the same few tags.
  const compactOnce = (formula: string): string => once(done, formula, () => compact(formula));
  const parts: string[] = [];
  let at = 0;
  for (let start = body.indexOf(EYE); start >= 0; start = body.indexOf(EYE, at)) {
    // No span stands within: the first that closes is its own.
    const end = body.indexOf("</span>", start);
    parts.push(body.slice(at, start + EYE.length), compactOnce(body.slice(start + EYE.length, end)));
    at = end;
  }
  parts.push(body.slice(at));
  const short = css.replace(/\.(-?[a-z_][\w-]*)/gi, (whole, name: string) => (classes.has(name) ? `.${letters(numberOf(name, classes))}` : whole));
  return { body: parts.join(""), css: `${short}\n${[...styles.keys()].map((style, k) => `.katex ._${k.toString(36)}{${important(style)}}`).join("")}`, asked: done.size === 0 ? "" : [EYE, ...asked].join("\n") };
}

/**
 * A tag that only says what kind of sign stands in it is left out, unless it is the one that a row of a stack shows: KaTeX's rules ask for that by its place.
 */
const bared = (html: string): string => html.replace(/(pstrut"[^>]*><\/i>)?<i class="m(?:ord|rel|bin|punct|open|close)(?: mtight)?">([^<]+)<\/i>/g, (whole, strut: string | undefined, text: string) => (strut === undefined ? text : whole));

/** A style of one element wins over KaTeX's rules for its kind. */
const important = (style: string): string => style.split(";").filter((each) => each.trim() !== "").map((each) => `${each.trim()}!important`).join(";");

/** The name's number: names are counted in the order in which they are first met. */
function numberOf(name: string, numbers: Map<string, number>): number {
  if (!numbers.has(name)) numbers.set(name, numbers.size);
  return numbers.get(name)!;
}

function once(known: Map<string, string>, key: string, make: () => string): string {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** 0 is "a", 25 "z", 26 "aa". */
function letters(number: number): string {
  const last = String.fromCharCode(97 + (number % 26));
  return number < 26 ? last : letters(Math.floor(number / 26) - 1) + last;
}
