import type { SourceDocument } from "../document/document.js";

/** The sentences between two displays, with the number of each formula in its place. */
export function sentencesOf(document: SourceDocument): readonly string[] {
  const texts = document.fragments.map((fragment, k) => (fragment.kind === "prose" ? fragment.text : fragment.kind === "formula" && !fragment.display ? ` §${k}§ ` : "\n.\n"));
  return texts.join("").replace(/-(?=th\b)/g, "").replace(/[ \t]*\n(?!\.\n)[ \t]*/g, " ").split(/(?<=[.;])\s/).map((sentence) => sentence.replace(/\s+/g, " ").replace(/ ,/g, ","));
}

/** The words that lead to the formula at `k`: its own sentence, and before a display the one of the paragraph that it ends. */
export function wordsLeadingTo({ fragments }: SourceDocument, k: number): string {
  let words = "";
  for (let at = k - 1; at >= 0; at--) {
    const fragment = fragments[at]!;
    if (fragment.kind === "heading" || (fragment.kind === "formula" && fragment.display) || (fragment.kind === "break" && at < k - 1)) break;
    if (fragment.kind === "prose") words = `${fragment.text} ${words}`;
    if (fragment.kind === "formula") words = `§ ${words}`;
  }
  return words.split(/[.;!?]\s+(?=\S)/).at(-1)!.replace(/\s+/g, " ");
}

/** The words right after the formula at `k`, in its paragraph or the next. */
export function wordsAfter({ fragments }: SourceDocument, k: number): string {
  const next = fragments.slice(k + 1).find(({ kind }) => kind !== "break");
  return next?.kind === "prose" ? next.text : "";
}
