/** One random edit of an equation, as a hand might slip: a sign, an index, a transpose, a factor, a term, an order, a bound, a function. */

type Random = (below: number) => number;

export interface Mutation {
  readonly kind: string;
  readonly latex: string;
}

/** All places where a pattern matches, each with what stands there. */
const places = (tex: string, pattern: RegExp): readonly RegExpExecArray[] => [...tex.matchAll(pattern)];
const put = (tex: string, { index, 0: found }: RegExpExecArray, instead: string): string => tex.slice(0, index) + instead + tex.slice(index + found.length);
const SYMBOL = String.raw`\\(?:mathbf|boldsymbol)\{[^{}]*\}|\\(?:mu|sigma|lambda|gamma|alpha|epsilon)(?![a-zA-Z])|(?<![\\a-zA-Z])[a-zA-Z](?![a-zA-Z])`;

const KINDS: Readonly<Record<string, (tex: string, random: Random) => string | null>> = {
  sign: (tex, random) => at(tex, random, /(?<![\^_{=(]|\\begin)[-+](?![\d}])/g, (sign) => (sign === "+" ? "-" : "+")),
  "leading sign": (tex) => tex.replace(/=(?!.*=)\s*-?/, (equals) => (equals.endsWith("-") ? "= " : "= -")),
  index: (tex, random) => {
    const indices = [...new Set(places(tex, /_\{?([a-z])(?![a-zA-Z])|_\{([a-z])([a-z])\}/g).flatMap((found) => found.slice(1).filter((each) => each !== undefined)))];
    return indices.length < 2 ? null : at(tex, random, /(?<=_\{?[a-z]?)[a-z](?=\}|[\s_^)\\=+-]|[a-z]\})/g, (index) => indices.filter((each) => each !== index)[random(indices.length - 1)] ?? index);
  },
  transpose: (tex, random) => (random(2) === 0 ? at(tex, random, /\^(?:\\top|T|\{\\top\}|\{T\})/g, () => " ") : at(tex, random, /\\(?:mathbf|boldsymbol)\{[A-Z]\}(?![_^}])/g, (letter) => `${letter}^\\top`)),
  factor: (tex, random) => (random(2) === 0 ? at(tex, random, /(?<==\s*|[-+]\s+)(?=[\\a-zA-Z(])/g, () => "2 ") : at(tex, random, /(?<=\\frac\{)1(?=\})/g, () => "2")),
  power: (tex, random) => at(tex, random, /\^2(?!\d)|\^\{2\}/g, () => "^{3}"),
  term: (tex, random) => at(tex, random, /(?<=[^=({[]\s*)[-+]\s*(?:\\[a-zA-Z]+(?:\{[^{}]*\})*|[a-zA-Z0-9])(?:_(?:\{[^{}]*\}|\w)|\^(?:\{[^{}]*\}|\w|\\top))*(?=\s*(?:$|[-+)\]]|\\right))/g, () => " "),
  order: (tex, random) => {
    const pair = places(tex, new RegExp(`(${SYMBOL})(\\s*|\\\\,\\s*)(${SYMBOL})(?![_^])`, "g")).filter(([, left, , right]) => left !== right && left !== "d" && right !== "d");
    const chosen = pair[random(pair.length || 1)];
    return chosen === undefined ? null : put(tex, chosen, `${chosen[3]} ${chosen[1]}`);
  },
  bound: (tex, random) => at(tex, random, /(?<=\\(?:sum|prod)_\{[a-z]=)1(?=\})/g, () => "2"),
  name: (tex, random) => at(tex, random, /\\(?:sin|cos|tanh|odot|exp|log)(?![a-zA-Z])/g, (name) => ({ "\\sin": "\\cos", "\\cos": "\\sin", "\\tanh": "\\sinh", "\\odot": "", "\\exp": "\\log", "\\log": "\\exp" })[name] ?? name),
};

function at(tex: string, random: Random, pattern: RegExp, change: (found: string) => string): string | null {
  const found = places(tex, pattern);
  const chosen = found[random(found.length || 1)];
  return chosen === undefined ? null : put(tex, chosen, change(chosen[0]));
}

/** null where no kind of edit that was tried changes anything. */
export function mutate(tex: string, random: Random): Mutation | null {
  const kinds = Object.entries(KINDS);
  for (let tries = 0; tries < 8; tries++) {
    const [kind, change] = kinds[random(kinds.length)]!;
    const latex = change(tex, random);
    if (latex !== null && latex.replace(/\s/g, "") !== tex.replace(/\s/g, "")) return { kind, latex };
  }
  return null;
}
