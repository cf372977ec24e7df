import type { SourceDocument } from "../document/document.js";

/** The sentences between two displays, with the number of each formula in its place. */
export function sentencesOf(document: SourceDocument): readonly string[] {
  const texts = document.fragments.map((fragment, k) => (fragment.kind === "prose" ? fragment.text : fragment.kind === "formula" && !fragment.display ? ` §${k}§ ` : "\n.\n"));
  return texts.join("").replace(/-(?=th\b)/g, "").replace(/[ \t]*\n(?!\.\n)[ \t]*/g, " ").split(/(?<=[.;])\s/).map((sentence) => sentence.replace(/\s+/g, " ").replace(/ ,/g, ","));
}
