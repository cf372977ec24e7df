/** Brackets and bars: how they are spelled, and which of them make a pair. */

/** Other spellings of a delimiter, each to the one the tree uses. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ["\\lbrace", "\\{"], ["\\rbrace", "\\}"], ["\\lBrace", "\\{"], ["\\rBrace", "\\}"],
  ["\\lbrack", "["], ["\\rbrack", "]"], ["\\llbracket", "\\llbracket"], ["\\rrbracket", "\\rrbracket"],
  ["\\lparen", "("], ["\\rparen", ")"],
  ["\\vert", "|"], ["\\lvert", "|"], ["\\rvert", "|"],
  ["\\Vert", "\\|"], ["\\lVert", "\\|"], ["\\rVert", "\\|"],
  ["\\lang", "\\langle"], ["\\rang", "\\rangle"], ["<", "\\langle"], [">", "\\rangle"],
]);

/** How the tree spells a delimiter. `<` and `>` are delimiters after `\left` and `\big` only. */
export const spelling = (delimiter: string): string => SPELLINGS.get(delimiter) ?? delimiter;

/** Openers, each with the closers that end it: `(0, 1]` is a pair. */
const CLOSERS: ReadonlyMap<string, readonly string[]> = new Map([
  ["(", [")", "]"]],
  ["[", ["]", ")"]],
  ["\\{", ["\\}"]],
  ["\\langle", ["\\rangle"]],
  ["\\lfloor", ["\\rfloor"]],
  ["\\lceil", ["\\rceil"]],
  ["\\llbracket", ["\\rrbracket"]],
  ["\\lgroup", ["\\rgroup"]],
  ["\\lmoustache", ["\\rmoustache"]],
  ["\\ulcorner", ["\\urcorner"]],
  ["\\llcorner", ["\\lrcorner"]],
]);

const ALL_CLOSERS: ReadonlySet<string> = new Set([...CLOSERS.values()].flat());

/** What may stand after `\left`, `\right`, `\middle` and `\big`. */
const OTHERS: ReadonlySet<string> = new Set([
  ".", "|", "\\|", "/", "\\backslash", "\\uparrow", "\\downarrow", "\\updownarrow", "\\Uparrow", "\\Downarrow", "\\Updownarrow",
]);

export const isDelimiter = (text: string): boolean => {
  const spelled = spelling(text);
  return CLOSERS.has(spelled) || ALL_CLOSERS.has(spelled) || OTHERS.has(spelled);
};

/** How a symbol takes part in pairs; a bar opens or closes as its neighbours say. */
export type PairRole = "open" | "close" | "bar";

/** null for what is no bracket and no bar. */
export function roleOf(text: string): PairRole | null {
  switch (text) {
    case "\\lvert":
    case "\\lVert":
      return "open";
    case "\\rvert":
    case "\\rVert":
      return "close";
    case "<":
    case ">":
      return null;
    default: {
      const spelled = spelling(text);
      return spelled === "|" || spelled === "\\|" ? "bar" : CLOSERS.has(spelled) ? "open" : ALL_CLOSERS.has(spelled) ? "close" : null;
    }
  }
}

/** Whether `right` ends what `left` began, both as the tree spells them. */
export const makePair = (left: string, right: string): boolean => (left === "|" || left === "\\|" ? left === right : (CLOSERS.get(left)?.includes(right) ?? false));
