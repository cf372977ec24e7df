/** Dashes and quotation marks as a printed text has them: `--` is –, `---` is —, "…" is “…”. Code and formulas are tokens of their own and stay as they are. */
import type { MarkdownIt, StateCore, Token } from "markdown-it";

/** By the language of the report: what opens and closes outside, what inside. */
const QUOTES: { readonly [language: string]: readonly [string, string, string, string] } = {
  de: ["„", "“", "‚", "‘"],
  fr: ["«\u00a0", "\u00a0»", "‹\u00a0", "\u00a0›"],
};

export const quotesOf = (language = "en"): string[] => [...(QUOTES[language.toLowerCase().split("-")[0]!] ?? ["“", "”", "‘", "’"])];

/** The parser's own replacements would make © of "(c)"; its quotation marks are taken. */
export function typography(md: MarkdownIt): void {
  md.set({ typographer: true });
  md.disable("replacements");
  md.core.ruler.before("smartquotes", "dashes", rule);
}

function rule({ tokens }: StateCore): void {
  for (const { children } of tokens) dashed(children ?? []);
}

/** What a bare address reads stays as it is. */
function dashed(tokens: readonly Token[]): void {
  let isAddress = false;
  for (const token of tokens) {
    if (token.type === "link_open") isAddress = token.info === "auto";
    else if (token.type === "link_close") isAddress = false;
    else if (token.type === "text" && !isAddress) token.content = withDashes(token.content);
  }
}

/** Neither longer rows of hyphens, nor an option such as `--strict`, nor what is in a label. */
const withDashes = (text: string): string => text.replace(/\{#[^}]*\}|(?<![-\w])---(?![-\w])|(?<=\w)---(?=\w)|(?<=\s|^)--(?=\s|$)|(?<=[^-\s])--(?=[^-\s])/g, (found) => (found === "---" ? "—" : found === "--" ? "–" : found));
