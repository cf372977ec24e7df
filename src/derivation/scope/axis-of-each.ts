/** "For each row $i$ of $S$", "each row of $S$" of an S whose softmax is taken: along the rows. */
import type { SourceDocument } from "../document/document.js";
import { plainText } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { listsIn } from "./walk-tex.js";

/** What the words count one by one, of what stands in the brackets of a softmax; null where they do so with nothing, or with rows and with columns. */
export function axisOfEach({ fragments }: SourceDocument): "rows" | "columns" | null {
  const texts = fragments.map((fragment) => (fragment.kind === "formula" ? fragment.tex?.body ?? [] : null));
  const inSoftmax = new Set(texts.flatMap((body) => (body === null ? [] : argumentsOfSoftmax(body))));
  if (inSoftmax.size === 0) return null;
  const found = new Set<"rows" | "columns">();
  fragments.forEach((fragment, k) => {
    const each = fragment.kind === "prose" ? /\b(?:each|every) (row|column)( of)?( the matrix)?\s*$/i.exec(fragment.text) : null;
    if (each === null) return;
    const between = fragments[k + 2];
    const named = each[2] !== undefined ? texts[k + 1] : between?.kind === "prose" && /^\s*of( the matrix)?\s*$/i.test(between.text) ? texts[k + 3] : null;
    if (named != null && inSoftmax.has(plainText(named))) found.add(each[1]!.toLowerCase() === "row" ? "rows" : "columns");
  });
  return found.size === 1 ? [...found][0]! : null;
}

const argumentsOfSoftmax = (body: readonly Tex[]): readonly string[] =>
  listsIn(body).flatMap((list) => list.flatMap((tex, k) => {
    const bracket = list[k + 1];
    const isSoftmax = (tex.kind === "words" || tex.kind === "symbol") && /^\\?softmax$/i.test(tex.text.trim());
    return isSoftmax && bracket?.kind === "delimited" ? [plainText(bracket.body)] : [];
  }));
