import type { Tex, TexFormula } from "../../../src/derivation/tex/tex.js";

/**
 * A tree in short, for tables of cases: `x^2` is "x^{2}", a fraction "(a / b)", a pair "<( a )>", words "text:if", a font "mathbf{x}",
 * an environment "[align: a & b \\ c & d]".
 */
export function shape(node: Tex | null): string {
  if (node === null) return "∅";
  switch (node.kind) {
    case "symbol":
    case "number":
      return node.text;
    case "words":
      return `${node.command}:"${node.text}"`;
    case "scripts":
      return `${shape(node.base)}${"'".repeat(node.primes)}${node.sub === null ? "" : `_${shape(node.sub)}`}${node.sup === null ? "" : `^${shape(node.sup)}`}`;
    case "fraction":
      return `(${shape(node.numerator)} / ${shape(node.denominator)})`;
    case "binomial":
      return `(${shape(node.upper)} over ${shape(node.lower)})`;
    case "root":
      return `root(${node.index === null ? "" : `${shape(node.index)}, `}${shape(node.radicand)})`;
    case "group":
      return `{${shapes(node.body)}}`;
    case "accent":
    case "font":
      return `${node.name}${shape(node.body)}`;
    case "delimited":
      return `<${node.left} ${shapes(node.body)} ${node.right}>`;
    case "annotated":
      return `${node.name}(${shape(node.body)}, ${shape(node.note)})`;
    case "environment":
      return `[${node.name}: ${node.rows.map(({ cells, tag, label }) => cells.map(({ body }) => shapes(body)).join(" & ") + marks(tag, label)).join(" \\\\ ")}]`;
  }
}

export const shapes = (nodes: readonly Tex[]): string => nodes.map(shape).join(" ");

const marks = (tag: string | null, label: string | null): string => `${tag === null ? "" : ` #${tag}`}${label === null ? "" : ` @${label}`}`;

export const formulaShape = ({ body, tag, label }: TexFormula): string => shapes(body) + marks(tag, label);
