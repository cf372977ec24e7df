/**
 * Two trees of one formula, ours and KaTeX's, as one text: what TeX itself would see. Pairs are taken apart again, words are letters,
 * spacing and groups are dropped; every script, fraction, root, accent, font, row and cell stays.
 */
import { spelling } from "../../../src/derivation/tex/delimiters.js";
import type { Tex, TexRow } from "../../../src/derivation/tex/tex.js";

const ALIASES: Readonly<Record<string, string>> = {
  "\\ldots": "\\dots", "\\cdots": "\\dots", "\\@cdots": "\\dots", "\\dotsc": "\\dots", "\\dotsb": "\\dots", "\\varvdots": "\\vdots", "\\ne": "\\neq", "≠": "\\neq", "∉": "\\notin", "≔": "\\coloneqq", ":=": "\\coloneqq",
  bm: "boldsymbol", bf: "mathbf", widehat: "hat", "\\iff": "\\Longleftrightarrow", "\\implies": "\\Longrightarrow",
};
const alias = (text: string): string => ALIASES[text] ?? spelling(text);

const chars = (text: string): string => [...text.replace(/\s/g, "")].join(" ");
const join = (parts: readonly string[]): string => parts.filter((part) => part !== "").join(" ");
const scripts = (base: string, sub: string | null, sup: string | null): string => `[${base}]${sub === null ? "" : `_{${sub}}`}${sup === null ? "" : `^{${sup}}`}`;

/** How KaTeX draws an environment: delimiters round an array. */
const AROUND: Readonly<Record<string, readonly [string, string]>> = { bmatrix: ["[", "]"], pmatrix: ["(", ")"], vmatrix: ["|", "|"], Vmatrix: ["\\|", "\\|"], Bmatrix: ["\\{", "\\}"], cases: ["\\{", "."] };

export const ours = (nodes: readonly Tex[]): string => join(nodes.map(our));

function our(node: Tex): string {
  switch (node.kind) {
    case "symbol":
      return node.text === "\\quad" || node.text === "\\qquad" ? "" : alias(node.text);
    case "number":
      return chars(node.text);
    case "words":
      return `${node.command}(${chars(node.text)})`;
    case "scripts": {
      const primes = Array.from({ length: node.primes }, () => "\\prime");
      const sup = node.sup === null && node.primes === 0 ? null : join([...primes, node.sup === null ? "" : our(node.sup)]);
      const sub = node.sub === null ? null : our(node.sub);
      // TeX's script is on the closing bracket
      if (node.base?.kind === "delimited") return join([alias(node.base.left), ours(node.base.body), scripts(alias(node.base.right), sub, sup)]);
      const base = node.base === null ? "" : our(node.base);
      if (node.base?.kind === "environment" && AROUND[node.base.name] !== undefined) return join([base.slice(0, -1).trimEnd(), scripts(base.slice(-1), sub, sup)]);
      // and on the last digit
      if (node.base?.kind === "number") return join([base.slice(0, -1).trimEnd(), scripts(base.slice(-1), sub, sup)]);
      return scripts(base, sub, sup);
    }
    case "fraction":
      return `frac(${our(node.numerator)} over ${our(node.denominator)})`;
    case "binomial":
      return `binom(${our(node.upper)} over ${our(node.lower)})`;
    case "root":
      return `root(${node.index === null ? "" : our(node.index)} of ${our(node.radicand)})`;
    case "group":
      return ours(node.body);
    case "accent":
      return `${alias(node.name)}(${our(node.body)})`;
    case "font":
      return `${alias(node.name)}(${our(node.body)})`;
    case "delimited":
      return join([alias(node.left), ours(node.body), alias(node.right)]);
    case "annotated":
      return `${node.name}(${our(node.body)} with ${node.note === null ? "" : our(node.note)})`;
    case "environment": {
      const [left, right] = AROUND[node.name] ?? ["", ""];
      return join([left, rows(node.rows.map(({ cells }: TexRow) => cells.map(({ body }) => ours(body)))), right]);
    }
  }
}

const rows = (table: readonly (readonly string[])[]): string => `rows(${table.filter((row) => row.some((cell) => cell !== "")).map((row) => row.join(" & ")).join(" \\\\ ")})`;

/** A node of KaTeX's tree: what `katex.__parse` gives is not in its types. */
export interface Katex {
  readonly type: string;
  readonly [field: string]: unknown;
}

export const katexs = (nodes: readonly Katex[]): string => join(nodes.map(theirs)).replaceAll("\u0338 =", "\\neq");

const nodesIn = (value: unknown): readonly Katex[] => (Array.isArray(value) ? (value as readonly Katex[]) : value === null || value === undefined ? [] : [value as Katex]);
const inside = (value: unknown): string => katexs(nodesIn(value));
const letters = (value: unknown): string => chars(inside(value).replace(/\s/g, ""));

function theirs(node: Katex): string {
  const text = (field: string): string => node[field] as string;
  switch (node.type) {
    case "mathord":
    case "textord":
    case "atom":
      return alias(text("text"));
    case "op":
      return typeof node["name"] === "string" ? text("name") : inside(node["body"]);
    case "operatorname":
      return `operatorname(${letters(node["body"])})`;
    case "supsub": {
      const base = nodesIn(node["base"])[0];
      const sub = node["sub"] === undefined || node["sub"] === null ? null : inside(node["sub"]);
      const sup = node["sup"] === undefined || node["sup"] === null ? null : inside(node["sup"]);
      if (base?.type === "horizBrace") return `${(base["label"] as string).slice(1)}(${inside(base["base"])} with ${sub ?? sup ?? ""})`;
      if (base?.type === "leftright") return join([alias(base["left"] as string), inside(base["body"]), scripts(alias(base["right"] as string), sub, sup)]);
      return scripts(base === undefined ? "" : theirs(base), sub, sup);
    }
    case "genfrac":
      return `${node["hasBarLine"] === true ? "frac" : "binom"}(${inside(node["numer"])} over ${inside(node["denom"])})`;
    case "sqrt":
      return `root(${inside(node["index"])} of ${inside(node["body"])})`;
    case "accent":
    case "accentUnder":
      return `${alias(text("label").slice(1))}(${inside(node["base"])})`;
    case "overline":
    case "underline":
      return `${node.type}(${inside(node["body"])})`;
    case "horizBrace":
      return `${text("label").slice(1)}(${inside(node["base"])} with )`;
    case "font": {
      const font = alias(text("font"));
      const body = inside(node["body"]);
      if (font !== "mathrm" || !/^[a-zA-Z]( [a-zA-Z])*$/.test(body)) return `${font}(${body})`;
      return body.length === 1 ? body : `${font}(${body})`;
    }
    case "text":
      return `${(text("font") ?? "\\text").slice(1)}(${chars(inside(node["body"]))})`;
    case "leftright":
      return join([alias(text("left")), inside(node["body"]), alias(text("right"))]);
    case "delimsizing":
      return alias(text("delim"));
    case "middle":
      return text("delim") === "|" ? "\\mid" : alias(text("delim"));
    case "array":
      return rows((node["body"] as readonly (readonly Katex[])[]).map((row) => row.map((cell) => theirs(cell))));
    case "htmlmathml":
      return alias(letters(node["mathml"]).replace(/\s/g, "").replace(/^̸=$/, "≠"));
    case "mclass":
    case "ordgroup":
    case "styling":
    case "sizing":
    case "color":
    case "pmb":
    case "tag":
    case "smash":
    case "lap":
    case "enclose":
      return node.type === "enclose" ? `boxed(${inside(node["body"])} with )` : inside(node["body"]);
    case "spacing":
    case "kern":
    case "phantom":
    case "hphantom":
    case "vphantom":
    case "rule":
    case "cr":
    case "internal":
      return "";
    default:
      return `?${node.type}`;
  }
}
