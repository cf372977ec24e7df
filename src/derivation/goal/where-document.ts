/** A document made of one line: what `--where` says of the names, and `L(y)`, which makes L a smooth function of y. */
import { DocumentError } from "../document/document-error.js";
import type { SourceDocument } from "../document/document.js";
import { readDocument } from "../document/read-document.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { readExpression } from "../notation/read-expression.js";
import { readerFor } from "../scope/understood.js";
import { understand } from "../scope/understand.js";

/** The path of such a document. */
export const WHERE = "--where.md";

export interface WhereDocument {
  readonly document: SourceDocument;
  /** `L` of `L(y)`. */
  readonly of: string;
}

interface Piece {
  readonly text: string;
  /** Where it stands in the line. */
  readonly at: number;
}

/** @throws DocumentError with the column of what is not understood */
export function whereDocument(of: string, where: string): WhereDocument {
  const pieces = piecesOf(where);
  const call = /^\s*([^\s(]+)\s*\((.+)\)\s*$/.exec(of);
  const [, name = of.trim(), args = ""] = call ?? [];
  const isDefined = pieces.some(({ text }) => text.startsWith(name) && /^\s*(\(|:?=|:)/.test(text.slice(name.length)));
  const opaque = call === null || isDefined ? "" : `Let $${name}$ be a smooth function of ${args.split(",").map((each) => `$${each.trim()}$`).join(" and ")}.\n`;
  const texts = pieces.map(({ text }) => (/\\in(?![a-zA-Z])|\\(to|rightarrow|dots|ldots)(?![a-zA-Z])|\\colon/.test(text) ? `Let $${text}$.\n` : /[<>]|\\(le|ge|leq|geq|lt|gt|ne|neq)(?![a-zA-Z])/.test(text) ? `Suppose that $${text}$.\n` : `$$${text}$$\n`));
  const document: SourceDocument = { ...readDocument(WHERE, [...texts, opaque].join("\n")), isOneLine: true };
  refuse(document, pieces, texts);
  return { document, of: name };
}

/** Parts between commas. A list of names (`x, y \in \mathbb{R}^n`) and a range (`i = 1, \dots, n`) are one. */
function piecesOf(where: string): readonly Piece[] {
  const parts: Piece[] = [];
  let depth = 0, start = 0;
  for (let k = 0; k <= where.length; k++) {
    const c = where[k];
    if (c === "\\") { k++; continue; }
    if (c !== undefined && "{([".includes(c)) depth++;
    if (c !== undefined && "})]".includes(c)) depth--;
    if (c !== undefined && (depth > 0 || !",;".includes(c))) continue;
    parts.push({ text: where.slice(start, k), at: start });
    start = k + 1;
  }
  const joined: Piece[] = [];
  let open = false;
  for (const part of parts) {
    const last = joined.at(-1);
    const goesOn = last !== undefined && (open || /^\s*\\(dots|ldots|cdots)\b/.test(part.text) || /\\(dots|ldots|cdots)\s*$/.test(last.text));
    if (goesOn) joined[joined.length - 1] = { text: where.slice(last.at, part.at + part.text.length), at: last.at };
    else joined.push(part);
    open = !/[=:<>]|\\(in|to|le|ge|leq|geq|ne|neq|coloneqq|succ|colon)(?![a-zA-Z])/.test(joined.at(-1)!.text);
  }
  return joined.map(({ text, at }) => ({ text: text.trim(), at: at + text.length - text.trimStart().length })).filter(({ text }) => text !== "");
}

/** What could not be read is told with its place in the line. */
function refuse(document: SourceDocument, pieces: readonly Piece[], texts: readonly string[]): void {
  const place = (offset: number): number => {
    let begin = 0;
    for (const [k, text] of texts.entries()) {
      if (offset < begin + text.length) return pieces[k]!.at + Math.max(0, offset - begin - text.indexOf(pieces[k]!.text)) + 1;
      begin += text.length + 1;
    }
    return 1;
  };
  const fail = (message: string, offset: number): never => { throw new DocumentError("--where", message, 1, place(offset)); };
  for (const fragment of document.fragments) if (fragment.kind === "formula" && fragment.problem !== null) fail(fragment.problem.message, fragment.problem.start);
  for (const { parts, scope, formula } of understand(document).entries) {
    if (!formula.display) continue;
    for (const { kind, chain } of parts) {
      for (const side of chain.sides.slice(1)) {
        try {
          readExpression(side.body, side, readerFor(scope, new Set(["i", "j", "k", "l"])));
        } catch (error) {
          if (!(error instanceof NotUnderstood)) throw error;
          fail(error.message, error.span.start);
        }
      }
      if (kind === "statement") fail("this is neither a declaration (W \\in \\mathbb{R}^{m \\times n}) nor a definition (y = W x)", formula.inner.start);
    }
  }
}
