/** The key under which a written name is known: `\mathbf{W}`, `\bm W`, `\vec w` and `W` are one symbol; `\hat{y}`, `\mathcal{L}` and `x'` are names of their own. */
import type { Tex } from "../tex/tex.js";

const DROPPED_FONTS = new Set(["mathbf", "boldsymbol", "bm", "bold", "bf", "pmb", "mathit", "it", "mathrm", "rm", "mathsf", "sf", "symbf", "vec", "mathbfit", "mathnormal", "up", "mathup", "symup"]);
const DROPPED_ACCENTS = new Set(["vec", "underline"]);

/** null where the node is no single name. */
export function nameKey(tex: Tex | null): string | null {
  if (tex === null) return null;
  switch (tex.kind) {
    case "symbol": return isNameSymbol(tex.text) ? (VARIANTS[tex.text] ?? tex.text) : null;
    case "words": return /^\s*[A-Za-z][A-Za-z0-9_\- ]*\s*$/.test(tex.text) ? tex.text.trim() : null;
    case "group": return tex.body.length === 1 ? nameKey(tex.body[0]!) : null;
    case "annotated": return nameKey(tex.body);
    case "accent": {
      const inner = nameKey(tex.body);
      return inner === null ? null : DROPPED_ACCENTS.has(tex.name) ? inner : `\\${ACCENTS[tex.name] ?? tex.name}{${inner}}`;
    }
    case "font": {
      const digit = onlyDigit(tex.body);
      if (digit !== null) return /bb|bbm|ds/.test(tex.name) ? `\\mathbb{${digit}}` : `\\mathbf{${digit}}`;
      // \mathbf{dO}, \mathrm{dS}: the gradient by O, by S; one name
      if (/^(mathbf|bm|boldsymbol|mathrm|mathsf|textbf)$/.test(tex.name) && isGradientName(tex.body)) return plainLetters(tex.body);
      const inner = nameKey(tex.body);
      return inner === null ? null : DROPPED_FONTS.has(tex.name) ? inner : `\\${FONTS[tex.name] ?? tex.name}{${inner}}`;
    }
    default: return null;
  }
}

/** A small d and one capital, under one font command. */
const isGradientName = (body: Tex): boolean => /^d[A-Z]$/.test(plainLetters(body));
const plainLetters = (body: Tex): string => (body.kind === "group" ? body.body : [body]).map((each) => (each.kind === "symbol" ? each.text : "?")).join("");

/** Bold faces say nothing unless a document uses two faces of one letter for different things. */
export function isBold(tex: Tex): boolean {
  if (tex.kind === "font") return /bf|bold|bm|pmb/.test(tex.name) || isBold(tex.body);
  if (tex.kind === "group") return tex.body.length === 1 && isBold(tex.body[0]!);
  if (tex.kind === "accent") return tex.name === "vec" || isBold(tex.body);
  if (tex.kind === "scripts") return tex.base !== null && isBold(tex.base);
  return tex.kind === "words" && /bf/.test(tex.command);
}

const VARIANTS: Readonly<Record<string, string>> = { "\\varepsilon": "\\epsilon", "\\epsilon": "\\epsilon", "\\varphi": "\\phi", "\\vartheta": "\\theta", "\\varrho": "\\rho", "\\varsigma": "\\sigma" };
const ACCENTS: Readonly<Record<string, string>> = { widehat: "hat", widetilde: "tilde", overline: "bar" };
const FONTS: Readonly<Record<string, string>> = { cal: "mathcal", mathscr: "mathcal" };

const GREEK = new Set(
  "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar imath jmath".split(" ").map((name) => `\\${name}`),
);

const isNameSymbol = (text: string): boolean => (text.startsWith("\\") ? GREEK.has(text) : /^\p{L}$/u.test(text));

/** Letters that may stand for an index. */
export const isIndexLetter = (key: string): boolean => /^[a-zA-Z]$/.test(key) || key === "\\ell" || /^\\(alpha|beta|mu|nu|tau|kappa)$/.test(key) || /^[a-zA-Z]'+$/.test(key);

/** The 1 in `\mathbf{1}`, the vector of ones. */
function onlyDigit(tex: Tex): string | null {
  const inner = tex.kind === "group" && tex.body.length === 1 ? tex.body[0]! : tex;
  return inner.kind === "number" && /^[01]$/.test(inner.text) ? inner.text : null;
}

/** Key of the number π in a document whose letter \pi is something else with its subscript. */
export const CIRCLE_NUMBER = "\\pi^{\\circ}";
export const isCircleNumber = (key: string): boolean => key === "\\pi" || key === CIRCLE_NUMBER;
