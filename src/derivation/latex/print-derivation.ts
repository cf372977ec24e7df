/** A derivation as text: LaTeX with the reasons in the right-hand column, Markdown, the terminal, JSON. */
import type { Derivation } from "../derive/derivation.js";
import { derivationChains, type DerivationChain } from "./derivation-lines.js";
import { printLatex } from "./print-latex.js";
import type { Typography } from "./typography.js";

export const DERIVATION_FORMATS = ["text", "latex", "markdown", "json"] as const;
export type DerivationFormat = (typeof DERIVATION_FORMATS)[number];

/** @returns text that ends with a line break */
export function printDerivation(derivation: Derivation, format: DerivationFormat, typography: Typography, { width = 100 }: { readonly width?: number } = {}): string {
  switch (format) {
    case "latex": return asLatex(derivationChains(derivation, typography));
    case "markdown": return asMarkdown(derivationChains(derivation, typography));
    case "text": return asText(derivationChains(derivation, typography), width);
    case "json": return asJson(derivation, typography);
  }
}

/** Rows of an `align`: the left side stands once. */
const rows = ({ left, lines }: DerivationChain): readonly string[] =>
  lines.map(({ right, reason }, k) => `${k === 0 ? `${left} ` : "  "}&= ${right} && \\text{${reason}}`);

function asLatex(chains: readonly DerivationChain[]): string {
  const all = chains.flatMap((chain) => rows(chain).map((row, k) => (k === 0 && chain.about !== null ? row.replace(/\\text\{(?=[^]*\}$)/, () => `\\text{${chain.about!}: `) : row)));
  return `\\begin{align*}\n${all.join(" \\\\\n")}\n\\end{align*}\n`;
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function asMarkdown(chains: readonly DerivationChain[]): string {
  return chains.map((chain) => {
    const [only] = chain.lines;
    if (chain.lines.length === 1) return `${sentence(chain.about === null ? only!.reason : `${chain.about} (${only!.reason})`)}:\n\n$$${chain.left} = ${only!.right}$$\n`;
    return `${chain.about === null ? "" : `${sentence(chain.about)}:\n\n`}$$\n\\begin{aligned}\n${rows(chain).join(" \\\\\n")}\n\\end{aligned}\n$$\n`;
  }).join("\n");
}

/** The reason beside the line where there is room, below it otherwise. */
function asText(chains: readonly DerivationChain[], width: number): string {
  const plain = (reason: string): string => reason.replace(/\$/g, "");
  const longest = Math.max(...chains.flatMap(({ lines }) => lines.map(({ right }) => right.length)).filter((length) => length < width * 0.6), 0);
  return chains.map(({ about, left, lines }) => {
    const told = lines.flatMap(({ right, reason }) => (right.length <= longest && 4 + longest + 3 + plain(reason).length <= width ? [`  = ${right.padEnd(longest)}   ${plain(reason)}`] : [`  = ${right}`, ...wrapped(plain(reason), width - 6).map((line) => `      ${line}`)]));
    return [...(about === null ? [] : [`${sentence(plain(about))}:`]), left, ...told].join("\n") + "\n";
  }).join("\n");
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function asJson({ goal, steps, result }: Derivation, typography: Typography): string {
  const latex = (e: Derivation["goal"]): string => printLatex(e, typography);
  return `${JSON.stringify({ steps: steps.map(({ rule, reason, after, method }) => ({ rule, reason, latex: latex(after), method })), result: { latex: latex(result) }, goal: { latex: latex(goal) } }, null, 2)}\n`;
}
