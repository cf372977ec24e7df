import MarkdownIt, { type Token } from "markdown-it";
import footnote from "markdown-it-footnote";
import { citationRule } from "./citation-rule.js";
import { htmlRules } from "./html-rules.js";
import { mathsRules } from "./maths-rules.js";
import { referenceRule } from "./reference-rule.js";
import { scriptRule } from "./script-rule.js";
import { solutionRule } from "./solution-rule.js";
import { quotesOf, typography } from "./typography.js";

/** Raw HTML stays text but for what `htmlRules` reads, addresses with their `https://` are links. */
const parser = new MarkdownIt({ html: false, linkify: true }).use(footnote).use(mathsRules).use(htmlRules).use(scriptRule).use(solutionRule).use(citationRule).use(referenceRule).use(typography);

/** Levels below which the parser leaves text out. Its own limit is a hundred, and it says nothing. */
export const MOST_LEVELS = 400;
parser.set({ maxNesting: MOST_LEVELS });
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

// A link whose target is refused stays visible as text; images and links are checked again where they are read.
parser.validateLink = () => true;

/**
 * Markdown as a flat list of tokens. HTML comments are removed first: they are notes to tools, not text.
 * @param language of the report, for its quotation marks
 */
export function parseMarkdown(text: string, language?: string): Token[] {
  parser.set({ quotes: quotesOf(language) });
  return parser.parse(withoutComments(text), {});
}

/** Comments become as many line breaks as they held, so that positions stay true. Code is left alone. */
function withoutComments(text: string): string {
  return text.replace(/(^|\n)(```|~~~)[\s\S]*?\n\2|`[^`\n]+`|<!--[\s\S]*?-->/g, (match) => (match.startsWith("<!--") ? "\n".repeat(match.split("\n").length - 1) : match));
}
