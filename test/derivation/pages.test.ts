/**
 * Whole pages as textbooks, lecture notes and posts write them: what is wrong is found where it stands, all else holds; mended, it holds; with a slip more, it fails.
 * Beside each page stands what is true of it, `NN-topic.json`.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it, test } from "node:test";
import { checkDocument, readDocument, type CheckedEquation } from "../../src/derivation/index.js";

interface Truth {
  /** The page's own errors: as much of the line as is found once, from its start or after it, and the same without the error. */
  readonly wrong: readonly { readonly text: string; readonly mended: string; readonly why: string }[];
  /** Right lines, and the same with one slip. */
  readonly slips: readonly { readonly text: string; readonly wrong: string }[];
  /** What the checker cannot decide yet, with the reason. */
  readonly unchecked?: readonly { readonly text: string; readonly why: string }[];
}

const FOLDER = new URL("pages/", import.meta.url);
const pages = readdirSync(FOLDER).filter((name) => /\.(md|tex)$/.test(name)).sort();

/** Where the text stands; it must stand there once. */
function placeOf(text: string, page: string): number {
  const at = page.indexOf(text);
  assert.ok(at >= 0 && page.indexOf(text, at + 1) < 0, `stands once in the page: ${text}`);
  return at;
}

/** Whether the equation, from its line and column on as long as it is written, stands at that place. */
function contains({ line, column, latex }: CheckedEquation, at: number, page: string): boolean {
  const start = page.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0) + column - 1;
  return start <= at && at < start + latex.length;
}
const told = ({ line, verdict, latex, problems }: CheckedEquation): string => `line ${line} ${verdict}: ${latex}   ${problems.find(({ severity }) => severity === "error")?.message ?? ""}`;

/** What does not hold outside of `places`, and the places at which nothing has that verdict. */
function surprises(name: string, page: string, expected: readonly { readonly at: number; readonly verdict: "fails" | "unchecked" }[]): readonly string[] {
  const { equations } = checkDocument(readDocument(name, page));
  const claims = equations.filter(({ kind }) => kind === "claim");
  const missed = expected.filter(({ at, verdict }) => !claims.some((claim) => claim.verdict === verdict && contains(claim, at, page)));
  const others = claims.filter((claim) => claim.verdict !== "holds" && !expected.some(({ at }) => contains(claim, at, page)));
  return [...missed.map(({ at, verdict }) => `nothing ${verdict} at: ${page.slice(at, at + 60)}`), ...others.map(told)];
}

const edited = (page: string, from: string, to: string): string => page.slice(0, placeOf(from, page)) + to + page.slice(placeOf(from, page) + from.length);

for (const name of pages) {
  describe(`pages/${name}`, () => {
    const page = readFileSync(new URL(name, FOLDER), "utf8");
    const { wrong, slips, unchecked = [] } = JSON.parse(readFileSync(new URL(name.replace(/\.\w+$/, ".json"), FOLDER), "utf8")) as Truth;
    const open = (text: string) => unchecked.map((each) => ({ at: placeOf(each.text, text), verdict: "unchecked" as const }));
    const mended = wrong.reduce((text, each) => edited(text, each.text, each.mended), page);

    it("what is wrong fails, all else holds", () => {
      assert.deepEqual(surprises(name, page, [...wrong.map(({ text }) => ({ at: placeOf(text, page), verdict: "fails" as const })), ...open(page)]), []);
    });
    if (wrong.length > 0) it("mended, it holds", () => assert.deepEqual(surprises(name, mended, open(mended)), []));
    for (const slip of slips) {
      it(`fails with ${slip.wrong}`, () => {
        const at = placeOf(slip.text, mended), text = edited(mended, slip.text, slip.wrong);
        const failing = checkDocument(readDocument(name, text)).equations.filter(({ kind, verdict }) => kind === "claim" && verdict === "fails");
        assert.ok(failing.some((claim) => contains(claim, at, text)), failing.map(told).join("\n"));
      });
    }
  });
}

test("there are pages", () => assert.ok(pages.length >= 1));
