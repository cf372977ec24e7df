/** What the document layer does with TeX: tags, labels and macros are lifted out, the rest is checked. */
import katex, { type KatexOptions } from "katex";
import { reachingOut } from "./reaches-out.js";
import { remembered } from "./remembered.js";

export interface Display {
  readonly tex: string;
  readonly tags: readonly string[];
  readonly label: string | null;
}

/** `\tag{7}` and `\label{eq-x}` taken out of a display: numbers are set by the page, not by the formula. */
export function liftTags(source: string): Display {
  const tags: string[] = [];
  let label: string | null = null;
  const tex = source
    .replace(/\s*\\tag\*?\s*\{([^{}]*)\}/g, (_, tag: string) => (tags.push(tag.trim()), ""))
    .replace(/\s*\\label\s*\{([^{}]*)\}/g, (_, name: string) => ((label = name.trim()), ""))
    .replace(/\s*\\(?:nonumber|notag)(?![A-Za-z])/g, "");
  return { tex: tex.trim(), tags, label };
}

const INNER: { readonly [environment: string]: string } = { align: "aligned", gather: "gathered", multline: "gathered", eqnarray: "aligned", alignat: "alignedat", flalign: "aligned" };

/** Environments that open a display, and count its lines, as those that stand within one: `align` as `aligned`, `equation` as what it holds. */
export const withinDisplay = (tex: string): string =>
  tex.replace(/\\begin\{(equation|align|gather|multline|eqnarray|alignat|flalign)(\*?)\}([^]*?)\\end\{\1\2\}/g, (_, name: string, _star, body: string) => {
    const inner = INNER[name];
    const rows = name === "eqnarray" ? body.replace(/&\s*(=|\\[a-z]+|[<>])\s*&/g, "&$1") : body;
    // a bracket right after \\begin{aligned} would say where it stands
    return inner === undefined ? body.trim() : `\\begin{${inner}}${/^\s*\[/.test(rows) ? "{}" : ""}${rows}\\end{${inner}}`;
  });

/** Macro definitions by name, each as its own TeX source. */
export type Macros = ReadonlyMap<string, string>;

const DEFINITION = /\\(?:(?:re)?newcommand\*?|providecommand\*?|DeclareMathOperator\*?|def|gdef)\s*\{?\s*(\\[A-Za-z]+|\\.)\s*\}?/g;

/**
 * Definitions (`\newcommand{\R}{\mathbb{R}}`, `\def`, `\DeclareMathOperator`) taken out of a piece of TeX, so that they hold for the rest of the document.
 * @returns the TeX without them, and the macros with these added
 */
export function liftMacros(source: string, macros: Macros): { readonly tex: string; readonly macros: Macros } {
  const found = new Map(macros);
  let tex = "", at = 0;
  for (const match of source.matchAll(DEFINITION)) {
    if (match.index < at) continue;
    const end = endOfDefinition(source, match.index + match[0].length);
    if (end === null) continue;
    tex += source.slice(at, match.index);
    found.set(match[1]!, normalDefinition(source.slice(match.index, end), match[1]!, source.slice(match.index + match[0].length, end)));
    at = end;
  }
  return { tex: (tex + source.slice(at)).trim(), macros: found };
}

/** The end of `[2]{…}` or `#1#2{…}`: just after the brace that closes the body; null where there is none. */
function endOfDefinition(source: string, from: number): number | null {
  const parameters = /^(?:\s*\[[^\]]*\])*\s*(?:#\d)*\s*\{/.exec(source.slice(from));
  if (parameters === null) return null;
  let depth = 1;
  for (let i = from + parameters[0].length; i < source.length; i++) {
    if (source[i] === "\\") i++;
    else if (source[i] === "{") depth++;
    else if (source[i] === "}" && --depth === 0) return i + 1;
  }
  return null;
}

/** The definition so that KaTeX takes it whether or not the name exists already. */
function normalDefinition(definition: string, name: string, rest: string): string {
  if (definition.startsWith("\\DeclareMathOperator")) return `\\def${name}{\\operatorname${definition.startsWith("\\DeclareMathOperator*") ? "*" : ""}${rest.trim()}}`;
  return definition.replace(/^\\newcommand/, "\\renewcommand").replace(/^\\providecommand/, "\\renewcommand").replace(/^\\gdef/, "\\def");
}

/** TeX that stands alone: the definitions of the macros it uses (and of those they use) go in front. */
export function withMacros(tex: string, macros: Macros): string {
  const needed = new Set<string>();
  const visit = (text: string): void => {
    for (const [name] of text.matchAll(/\\(?:[A-Za-z]+|.)/g)) {
      if (macros.has(name) && !needed.has(name)) {
        needed.add(name);
        visit(macros.get(name)!);
      }
    }
  };
  visit(tex);
  // \renewcommand wants the name to exist, whatever it is.
  const definitions = [...needed].map((name) => (macros.get(name)!.startsWith("\\renewcommand") ? `\\def${name}{}${macros.get(name)!}` : macros.get(name)!));
  return definitions.length === 0 ? tex : `${definitions.join("")} ${tex}`;
}

export interface TexError {
  readonly message: string;
  /** Character position in the TeX, from 0. */
  readonly position: number;
  readonly length: number;
}

/** Braces within braces that no formula of a person has, and that would outgrow the stack of a reader or a writer. */
const DEEPEST = 200;

function nestingOf(tex: string): number {
  let depth = 0, deepest = 0;
  for (const [sign] of tex.matchAll(/\\.|[{}]/gs)) {
    if (sign === "{") deepest = Math.max(deepest, ++depth);
    else if (sign === "}") depth--;
  }
  return deepest;
}

/**
 * What KaTeX is told on every page: no formula leads anywhere, none is larger than a page (`maxSize`, em), `\mbox` is text.
 * Given anew each time: KaTeX writes into the macros.
 */
export const katexSettings = (display: boolean): KatexOptions => ({ displayMode: display, throwOnError: true, strict: false, trust: false, maxSize: 40, macros: { "\\mbox": "\\text{#1}" } });

/** KaTeX's MathML of a formula: what tells whether it can be read, and what the PDF is set from. @throws katex.ParseError */
export const mathmlMarkup = (tex: string, display: boolean): string => marked(`${display ? "d" : "i"}${tex}`, () => katex.renderToString(tex, { ...katexSettings(display), output: "mathml" }));

const marked = remembered<string>();

/** What KaTeX finds wrong with a formula, with the place; null if it reads it. */
export const texError = (tex: string, display: boolean): TexError | null => known(`${display ? "d" : "i"}${tex}`, () => findTexError(tex, display));

/** The same formulas are read again with every page of a preview. */
const known = remembered<TexError | null>();

function findTexError(tex: string, display: boolean): TexError | null {
  try {
    if (nestingOf(tex) > DEEPEST) return { message: `it is nested more than ${DEEPEST} braces deep`, position: 0, length: 1 };
    const link = reachingOut(tex);
    if (link !== null) return { message: `a formula cannot hold ${link[0]}; a link stands in the text, an image in a line of its own`, position: link.index, length: link[0].length };
    mathmlMarkup(tex, display);
    return null;
  } catch (error) {
    // KaTeX goes into each brace by a call of its own.
    if (error instanceof RangeError) return { message: "it is nested too deep to be set", position: 0, length: 1 };
    if (!(error instanceof katex.ParseError)) throw error;
    return { message: error.rawMessage, position: error.position ?? 0, length: error.length ?? 1 };
  }
}

/** The line of `tex` with the error, and a row of carets below it. */
export function underlined(tex: string, { position, length }: TexError): string {
  const start = tex.lastIndexOf("\n", Math.max(position - 1, 0)) + 1;
  const end = tex.indexOf("\n", position) < 0 ? tex.length : tex.indexOf("\n", position);
  return `${tex.slice(start, end)}\n${" ".repeat(Math.max(position - start, 0))}${"^".repeat(Math.max(1, Math.min(length, end - position)))}`;
}
