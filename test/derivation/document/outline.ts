import { readDocument } from "../../../src/derivation/document/read-document.js";
import { formulaShape } from "../tex/shape.js";

/** A document in short, one line a fragment. */
export function outline(path: string, text: string): string[] {
  const { fragments } = readDocument(path, text);
  return fragments.map((fragment) => {
    switch (fragment.kind) {
      case "prose":
        return `prose: ${fragment.text}`;
      case "heading":
        return `heading ${fragment.level}: ${fragment.text}`;
      case "break":
        return "break";
      case "formula": {
        const read = fragment.tex === null ? `!${fragment.problem?.start}-${fragment.problem?.end} ${fragment.problem?.message}` : formulaShape({ ...fragment.tex, tag: null, label: null });
        const marks = `${fragment.tag === null ? "" : ` (${fragment.tag})`}${fragment.label === null ? "" : ` @${fragment.label}`}${fragment.waiver === null ? "" : ` waived: ${fragment.waiver}`}`;
        return `${fragment.display ? "display" : "inline"}: ${read}${marks}`;
      }
    }
  });
}

/** The outline without breaks. */
export const content = (path: string, text: string): string[] => outline(path, text).filter((line) => line !== "break");
