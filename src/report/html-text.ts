/** The text of a cell's HTML, for paper: one line for each block and each row of a table. */
import { parseHTML } from "linkedom";

export function htmlText(html: string): string {
  const broken = html.replace(/<\/t[dh]>/gi, "  ").replace(/<br\b[^>]*>|<\/(p|div|tr|li|h[1-6]|pre|blockquote|caption|figcaption|dt|dd)>/gi, "\n");
  const { document } = parseHTML(`<!doctype html><html><body>${broken}</body></html>`) as unknown as { readonly document: { readonly body: { readonly textContent: string | null } } };
  return (document.body.textContent ?? "").split("\n").map((line) => line.trim()).filter((line) => line !== "").join("\n");
}
