declare module "markdown-it-footnote" {
  import type { MarkdownIt } from "markdown-it";
  /** Footnotes `text[^1]` and `[^1]: note`. */
  export default function footnote(md: MarkdownIt): void;
}
