/** Signs by what they do. */
import type { BigOperator, ProductSign, Relation } from "../expression/expression.js";
import type { Tex } from "../tex/tex.js";

export const RELATIONS: ReadonlyMap<string, Relation> = new Map<string, Relation>([
  ["=", "="], ["\\equiv", "="], ["<", "<"], [">", ">"], ["\\lt", "<"], ["\\gt", ">"], ["\\le", "<="], ["\\leq", "<="], ["\\leqslant", "<="], ["\\ge", ">="], ["\\geq", ">="], ["\\geqslant", ">="], ["\\ne", "!="], ["\\neq", "!="],
]);

export const PRODUCT_SIGNS: ReadonlyMap<string, ProductSign> = new Map<string, ProductSign>([
  ["\\cdot", "cdot"], ["\\times", "times"], ["*", "star"], ["\\ast", "star"], ["@", "times"], ["/", "over"], ["\\div", "over"],
]);

/** These bind less tightly than juxtaposition. */
export const ARRAY_SIGNS: ReadonlyMap<string, ProductSign> = new Map<string, ProductSign>([
  ["\\odot", "hadamard"], ["\\circ", "hadamard"], ["\\bigodot", "hadamard"], ["\\circledcirc", "hadamard"], ["\\otimes", "kronecker"], ["\\oslash", "hadamard-over"],
]);

export const BIG_OPERATORS: ReadonlyMap<string, BigOperator> = new Map<string, BigOperator>([["\\sum", "sum"], ["\\prod", "product"]]);

export const DOTS: ReadonlyMap<string, "across" | "down" | "diagonal"> = new Map([
  ["\\dots", "across"], ["\\cdots", "across"], ["\\ldots", "across"], ["\\dotsc", "across"], ["\\dotsb", "across"], ["\\hdots", "across"], ["…", "across"], ["\\vdots", "down"], ["\\ddots", "diagonal"],
]);

export const WIDE_SPACES = new Set(["\\quad", "\\qquad"]);

/** A sign that ends a sum of terms: relations, separators, arrows. */
export const isSeparator = (tex: Tex): boolean =>
  tex.kind === "symbol" && (RELATIONS.has(tex.text) || WIDE_SPACES.has(tex.text) || SEPARATORS.has(tex.text));

const SEPARATORS = new Set([
  ",", ";", ":", ".", "\\colon", "\\mid", "\\vert", "\\in", "\\notin", "\\subset", "\\to", "\\rightarrow", "\\mapsto", "\\Rightarrow", "\\implies", "\\iff", "\\Leftrightarrow", "\\therefore", "\\because", "\\approx", "\\simeq", "\\sim", "\\propto", "\\succ", "\\succeq", "\\prec", "\\gg", "\\ll", "\\forall", "\\exists", "\\land", "\\lor", "\\wedge", "\\vee", "\\leftarrow", "\\gets", "\\coloneqq", "\\triangleq", "\\cong", "\\longrightarrow", "&", "\\qed", "\\blacksquare",
]);
