import MarkdownIt, { type Token } from "markdown-it";
import footnote from "markdown-it-footnote";
import { citationRule } from "./citation-rule.js";
import { mathsRules } from "./maths-rules.js";
import { referenceRule } from "./reference-rule.js";
import { solutionRule } from "./solution-rule.js";

/** Raw HTML stays text, links are not guessed, quotes are set as typed. */
const parser = new MarkdownIt({ html: false, linkify: false, typographer: false }).use(footnote).use(mathsRules).use(solutionRule).use(citationRule).use(referenceRule);

/** Levels below which the parser leaves text out. Its own limit is a hundred, and it says nothing. */
export const MOST_LEVELS = 400;
parser.set({ maxNesting: MOST_LEVELS });

// A link whose target is refused stays visible as text; images and links are checked again where they are read.
parser.validateLink = () => true;

/** Markdown as a flat list of tokens. HTML comments are removed first: they are notes to tools, not text. */
export function parseMarkdown(text: string): Token[] {
  return parser.parse(withoutComments(text), {});
}

/** Comments become as many line breaks as they held, so that positions stay true. Code is left alone. */
function withoutComments(text: string): string {
  return text.replace(/(^|\n)(```|~~~)[\s\S]*?\n\2|`[^`\n]+`|<!--[\s\S]*?-->/g, (match) => (match.startsWith("<!--") ? "\n".repeat(match.split("\n").length - 1) : match));
}
