/** A corpus row's document with the declarations of its arrays left out: definitions, numbers, and what functions depend on stay. */
import type { Row } from "../corpus/row.js";
import { writeDocument } from "../corpus/write-document.js";

export function withoutShapes(row: Row): string {
  return writeDocument(row)
    .replace(/^We are given (.*)\.$/m, (_, list: string) => {
      const kept = (list.match(/\$[^$]*\$/g) ?? []).filter((each) => !/\\mathbb\{R\}\^/.test(each));
      return kept.length === 0 ? "" : `We are given ${kept.join(" and ")}.`;
    })
    .replace(/^Let \$([^$]*?) : [^$]*\$ be a smooth function of/gm, "Let $$$1$$ be a smooth function of");
}
