/** Damaged inputs: what is left of good TeX when pieces are taken out, put in, doubled and swapped. */
import { readFileSync } from "node:fs";

export const FORMULAS = JSON.parse(readFileSync(new URL("../fixtures/formulas.json", import.meta.url), "utf8")) as readonly string[];

const PIECES = String.raw`{ } [ ] ( ) \left( \right) \left \right \begin{align} \end{align} \begin{bmatrix} \end{bmatrix} \begin{cases} \begin{ \end & \\ \\[ ^ _ ' $ $$ \( \) \[ \] # % ~ | \| \| \{ \} \langle \frac \sqrt[ \sqrt
 \text{ \mathrm \mathbf \operatorname{ \newcommand \def\a#1{ \newcommand{\b}[2][x]{#1\b#2} \b \a \substack{ \underbrace \over \bf \not \big \middle| \tag{ \label{ \limits \hat \, . .. ... 0.5 12 x α − 𝔸 😀 \ é <!-- --> ` + "`` ` > # \n \n\n \t \u0000 \ud800 - * |x|\n";
const INSERTS = PIECES.split(" ");

/** A stream of whole numbers that depends on nothing but the seed (mulberry32). */
export function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** A text with one to three damages. */
export function damaged(text: string, random: (below: number) => number): string {
  let result = text;
  for (let count = 1 + random(3); count > 0; count--) {
    const at = random(result.length + 1);
    const until = Math.min(result.length, at + 1 + random(12));
    const piece = INSERTS[random(INSERTS.length)] ?? "";
    const kind = random(5);
    if (kind === 0) result = result.slice(0, at) + result.slice(until);
    else if (kind === 1) result = result.slice(0, at) + piece + result.slice(at);
    else if (kind === 2) result = result.slice(0, at) + piece + result.slice(until);
    else if (kind === 3) result = result.slice(0, until) + result.slice(at);
    else result = result.slice(0, at);
  }
  return result;
}

/** Inputs of one kind only, long and deep: what makes careless readers slow or overflow. */
export function monsters(size: number): readonly string[] {
  const units = INSERTS.filter((piece) => piece !== "").concat("x^{", "\\frac{", "\\left(", "{\\bf ", "\\begin{matrix}", "\\text{$", "\\sqrt[\\sqrt[", "(|", "|(", "x_", "\\frac", "\\hat", "a'", "\\def\\x{", "\\let\\a\\a", "$x", "$$\n\n", "`a", "\\(x", "<pre>", "\\begin{align}x", "\\{ ) [ ", "x & y \\\\", "| | |", "\\newcommand{\\q}{x}\\q", "<!--", "1.", "\\not", "**a** ", "[a](", "_a_ ", "\\\\[", "\\item $x", "\\section{");
  return units.map((unit) => unit.repeat(Math.ceil(size / unit.length)));
}
