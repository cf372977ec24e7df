/** TeX nodes written again, without what the author's macros were called: names and their labels. */
import type { Tex } from "../tex/tex.js";

const FONTS: Readonly<Record<string, string>> = { bf: "mathbf", rm: "mathrm", cal: "mathcal", it: "mathit" };

export function texOf(tex: Tex | readonly Tex[]): string {
  if (Array.isArray(tex)) return (tex as readonly Tex[]).map((each) => texOf(each)).reduce((text, next) => text + (/\\[A-Za-z]+$/.test(text) && /^[A-Za-z]/.test(next) ? " " : "") + next, "");
  const one = tex as Tex;
  switch (one.kind) {
    case "symbol": case "number": return one.text;
    case "words": return `\\${one.command}{${one.text.trim()}}`;
    case "font": return `\\${FONTS[one.name] ?? one.name}{${inner(one.body)}}`;
    case "accent": return `\\${one.name}{${inner(one.body)}}`;
    case "group": return texOf(one.body);
    case "annotated": return texOf(one.body);
    case "scripts": return `${one.base === null ? "" : texOf(one.base)}${"'".repeat(one.primes)}${one.sub === null ? "" : `_{${texOf(one.sub)}}`}${one.sup === null ? "" : `^{${texOf(one.sup)}}`}`;
    case "delimited": return `${one.left}${texOf(one.body)}${one.right}`;
    case "fraction": return `\\frac{${texOf(one.numerator)}}{${texOf(one.denominator)}}`;
    case "root": return `\\sqrt{${texOf(one.radicand)}}`;
    case "binomial": case "environment": return "";
  }
}

const inner = (tex: Tex): string => texOf(tex.kind === "group" ? tex.body : tex);
