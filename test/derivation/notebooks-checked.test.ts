/** The equations of this repository's own chapters: all decided, all hold, and a slip in any display is found. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checkDocument, readDocument, summaryOf, type CheckedDocument, type CheckedEquation } from "../../src/derivation/index.js";

interface Notebook {
  readonly cells: readonly { readonly cell_type: string; readonly source: string | readonly string[] }[];
}

const DISPLAY = /\$\$([^]*?)\$\$/g;
const sourceOf = ({ source }: Notebook["cells"][number]): string => (typeof source === "string" ? source : source.join(""));
const check = (path: string, notebook: Notebook): CheckedDocument => checkDocument(readDocument(path, JSON.stringify(notebook)));

const isClaim = ({ kind }: CheckedEquation): boolean => kind === "claim";
const tagOf = (latex: string): string => /\\tag\{(\w+)\}/.exec(latex)?.[1] ?? latex;

/** The notebook with other text in one cell. */
const withCell = (notebook: Notebook, cell: number, source: string): Notebook => ({ ...notebook, cells: notebook.cells.map((each, k) => (k === cell ? { ...each, source } : each)) });

/** One small slip each; null where a display has nothing to get wrong in this way. */
const SLIPS: readonly (readonly [title: string, slip: (latex: string) => string | null])[] = [
  ["its last side with the other sign", (latex) => changed(latex, /=(?!\s*\\tag)(?![^]*=(?!\s*\\tag)\s*\S)(?=\s*[^\s])/, "= -")],
  ["its first plus as minus", (latex) => changed(latex, /\+/, "-")],
  ["another index in its last side", (latex) => changed(latex, /(_\{?)([a-z])(?![^]*_\{?[a-z])/, (_, open: string, index: string) => `${open}${index === "i" ? "j" : "i"}`)],
  ["a transpose lost", (latex) => changed(latex, /\^T/, "")],
];

/** Replaces the first match outside of the reasons beside the steps. */
function changed(latex: string, pattern: RegExp, by: string | ((...match: string[]) => string)): string | null {
  const reasons: string[] = [];
  const bare = latex.replace(/&&.*?(?=\\\\|\n|$)/gm, (reason) => `@${reasons.push(reason) - 1}@`);
  const slipped = typeof by === "string" ? bare.replace(pattern, by) : bare.replace(pattern, by);
  return slipped === bare ? null : slipped.replace(/@(\d+)@/g, (_, k: string) => reasons[Number(k)]!);
}

/** Below a derivative that does not see the bias its sign and its index are all the same, and − 0 is 0: these stay true, and the checker must say so. */
const STILL_TRUE = new Set(["2: its first plus as minus", "5: its first plus as minus", "5: another index in its last side", "35: its last side with the other sign", "25: its last side with the other sign"]);

/** So many claims at least: a chapter whose equations are no longer read as claims would hold, too. */
const CLAIMS = { "1-fully-connected": 16, "2-batches": 9, "3-relu": 9, "4-softmax-loss": 8, "5-training": 6, "6-digits": 4 };

for (const [name, least] of Object.entries(CLAIMS)) {
  const path = join("notebooks", `${name}.ipynb`);
  const notebook = JSON.parse(readFileSync(path, "utf8")) as Notebook;
  const document = check(path, notebook);

  test(`${name}: every equation is decided and holds`, () => {
    const { holds, fails, unchecked, waived } = summaryOf([document]);
    assert.deepEqual({ fails, unchecked, waived }, { fails: 0, unchecked: 0, waived: 0 });
    assert.ok(holds >= least, `${holds} claims`);
    assert.deepEqual(document.problems, []);
  });

  test(`${name}: every numbered display is a claim or a definition`, () => {
    const tags = notebook.cells.flatMap((cell) => (cell.cell_type === "markdown" ? [...sourceOf(cell).matchAll(/\\tag\{(\w+)\}/g)].map(([, tag]) => tag!) : []));
    const read = document.equations.filter(({ kind }) => kind === "claim" || kind === "definition" || kind === "declaration").map(({ tag }) => tag);
    assert.deepEqual(tags.filter((tag) => !read.includes(tag)), []);
  });

  notebook.cells.forEach((cell, k) => {
    if (cell.cell_type !== "markdown") return;
    const source = sourceOf(cell);
    for (const match of source.matchAll(DISPLAY)) {
      const latex = match[1]!;
      for (const [title, slip] of SLIPS) {
        const slipped = slip(latex);
        if (slipped === null) continue;
        const isTrue = STILL_TRUE.has(`${tagOf(latex)}: ${title}`);
        test(`${name}, cell ${k}, ${tagOf(latex)}: ${title} is ${isTrue ? "no slip" : "found"}`, () => {
          const found = check(path, withCell(notebook, k, source.slice(0, match.index) + `$$${slipped}$$` + source.slice(match.index + match[0].length)));
          assert.equal(found.equations.every((equation) => !isClaim(equation) || equation.verdict === "holds"), isTrue, slipped);
        });
      }
    }
  });
}
