/** KaTeX's HTML in half the bytes: the names of its classes shortened, those that no rule asks for left out with the spans that have no other, each inline style a class. */

export interface CompactMaths {
  readonly body: string;
  /** KaTeX's style sheet in the short names, with a rule for each inline style. */
  readonly css: string;
}

const OPEN = '<span class="katex-html" aria-hidden="true">';

/** Within a formula: only spans have classes that KaTeX's style sheet knows. */
const TAG = /<span(?: class="([^"]*)")?(?: style="([^"]*)")?(?=[ >])/g;

/**
 * What is seen stays the same, to the rounding of a pixel. Names that the page's own style sheet may ask for (`katex`, `katex-display`, `katex-html`, `katex-mathml`) stay.
 * @param body HTML with formulas as KaTeX wrote them
 * @param css KaTeX's style sheet
 */
export function compactMaths(body: string, css: string): CompactMaths {
  const known = new Set([...css.matchAll(/\.(-?[a-z_][\w-]*)/gi)].map((match) => match[1]!));
  const regions = regionsOf(body);
  const classes = new Map<string, number>(), styles = new Map<string, number>();
  const parts = regions.map(({ start, end }) => bared(body.slice(start, end)).replace(TAG, (_, names: string | undefined, style: string | undefined) => {
    const short = (names ?? "").split(" ").filter((name) => known.has(name)).map((name) => letters(numberOf(name, classes)));
    const all = [...short, ...(style === undefined ? [] : [`_${numberOf(style, styles).toString(36)}`])];
    return all.length === 0 ? "<span" : all.length === 1 ? `<span class=${all[0]!}` : `<span class="${all.join(" ")}"`;
  }));
  const short = css.replace(/\.(-?[a-z_][\w-]*)/gi, (whole, name: string) => (classes.has(name) ? `.${letters(numberOf(name, classes))}` : whole));
  return { body: replaced(body, regions, parts), css: `${short}\n${[...styles.keys()].map((style, k) => `.katex ._${k.toString(36)}{${important(style)}}`).join("")}` };
}

/**
 * A span that only says what kind of sign stands in it is left out, unless it is the one that a row of a stack shows: KaTeX's rules ask for that by its place.
 */
const bared = (html: string): string => html.replace(/(pstrut"[^>]*><\/span>)?<span class="m(?:ord|rel|bin|punct|open|close)(?: mtight)?">([^<]+)<\/span>/g, (whole, strut: string | undefined, text: string) => (strut === undefined ? text : whole));

interface Region {
  readonly start: number;
  readonly end: number;
}

/** The inside of each formula for the eye: from its opening tag to the one that closes it. */
function regionsOf(body: string): readonly Region[] {
  const regions: Region[] = [];
  for (let at = body.indexOf(OPEN); at >= 0; at = body.indexOf(OPEN, at)) {
    const start = at + OPEN.length, tags = /<(\/?)span\b/g;
    tags.lastIndex = start;
    let depth = 1, end = body.length;
    for (let match = tags.exec(body); match !== null && depth > 0; match = tags.exec(body)) {
      depth += match[1] === "" ? 1 : -1;
      end = match.index;
    }
    regions.push({ start, end });
    at = end;
  }
  return regions;
}

function replaced(body: string, regions: readonly Region[], parts: readonly string[]): string {
  const pieces: string[] = [];
  let at = 0;
  regions.forEach(({ start, end }, k) => {
    pieces.push(body.slice(at, start), parts[k]!);
    at = end;
  });
  return pieces.join("") + body.slice(at);
}

/** A style of one element wins over KaTeX's rules for its kind. */
const important = (style: string): string => style.split(";").filter((each) => each.trim() !== "").map((each) => `${each.trim()}!important`).join(";");

/** The name's number: names are counted in the order in which they are first met. */
function numberOf(name: string, numbers: Map<string, number>): number {
  if (!numbers.has(name)) numbers.set(name, numbers.size);
  return numbers.get(name)!;
}

/** 0 is "a", 25 "z", 26 "aa". */
function letters(number: number): string {
  const last = String.fromCharCode(97 + (number % 26));
  return number < 26 ? last : letters(Math.floor(number / 26) - 1) + last;
}
