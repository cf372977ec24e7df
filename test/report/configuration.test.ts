import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import { readConfiguration } from "../../src/report/configuration.js";

const read = (fields: object) => readConfiguration(JSON.stringify(fields), "report/report.json");
const MINIMAL = { title: "T", chapters: ["a.ipynb"] };

test("a title and a chapter are enough; paths are relative to the configuration's folder", () => {
  assert.deepEqual(read(MINIMAL), {
    path: "report/report.json",
    front: { title: "T", subtitle: null, authors: [], date: null, language: "en", abstract: null, template: "article", course: null },
    chapters: [resolve("report/a.ipynb")],
    formats: ["html", "pdf"],
    pages: "one",
    output: resolve("report/out"),
    theme: null,
    cellSeconds: 120,
    notebookSeconds: null,
    outputMegabytes: 50,
    notebookMegabytes: null,
    data: [],
    glossary: false,
    bibliography: [],
  });
});

test("each setting reaches its place", () => {
  const { front, formats, output, theme, cellSeconds, data } = read({ ...MINIMAL, subtitle: "S", authors: ["A", "B"], date: "today", language: "de", abstract: "Of $x$.", formats: ["pdf"], output: "/tmp/x", theme: "looks", cellSeconds: 5, data: ["digits", "../a.csv"] });
  assert.deepEqual(front, { title: "T", subtitle: "S", authors: [{ name: "A" }, { name: "B" }], date: "today", language: "de", abstract: "Of $x$.", template: "article", course: null });
  assert.deepEqual({ formats, output, theme, cellSeconds, data }, { formats: ["pdf"], output: "/tmp/x", theme: resolve("report/looks"), cellSeconds: 5, data: [resolve("report/digits"), resolve("a.csv")] });
});

test("authors may say where they work; a course says what is handed in", () => {
  const course = { name: "Deep Learning", code: "INF265", term: "Spring", institution: "U", teacher: "T", assignment: "Assignment 1" };
  const { front } = read({ ...MINIMAL, template: "hand-in", course, authors: [{ name: "A", affiliation: "U", email: "a@u.org", id: "7" }, { name: "B", affiliation: ["U", "V"] }] });
  assert.deepEqual([front.template, front.course], ["hand-in", course]);
  assert.deepEqual(read({ ...MINIMAL, course: { name: "Deep Learning", teacher: "" } }).front.course, { name: "Deep Learning" }, "a field that is to be filled in yet");
  assert.deepEqual(front.authors, [{ name: "A", affiliations: ["U"], email: "a@u.org", id: "7" }, { name: "B", affiliations: ["U", "V"] }]);
});

const REFUSED: readonly (readonly [what: string, fields: object, message: string])[] = [
  ["a typo", { ...MINIMAL, autors: [] }, '"autors" is no setting of a report; is "authors" meant?'],
  ["an unknown name", { ...MINIMAL, acknowledgements: "b" }, '"acknowledgements" is no setting of a report; there are title, subtitle, authors, date, language, abstract, template, course, chapters, formats, pages, output, theme, cellSeconds, notebookSeconds, outputMegabytes, notebookMegabytes, glossary, bibliography, data'],
  ["no title", { chapters: ["a.ipynb"] }, '"title" must be a text; it is missing'],
  ["an empty title", { ...MINIMAL, title: " " }, '"title" must be a text; it is " "'],
  ["no chapters", { title: "T" }, '"chapters" must be a list with at least one notebook; it is missing'],
  ["an empty list of chapters", { title: "T", chapters: [] }, '"chapters" must be a list with at least one notebook; it is []'],
  ["one chapter without its brackets", { title: "T", chapters: "a.ipynb" }, '"chapters" must be a list with at least one notebook; it is "a.ipynb"'],
  ["a chapter twice", { title: "T", chapters: ["a.ipynb", "./a.ipynb"] }, '"chapters" names a.ipynb twice; each chapter stands once'],
  ["an unknown format", { ...MINIMAL, formats: ["word"] }, '"formats" must be a list of "html", "pdf", "md", "tex", "ipynb"; it is ["word"]'],
  ["a limit that is none", { ...MINIMAL, cellSeconds: 0 }, '"cellSeconds" must be a number of seconds above 0; it is 0'],
  ["a limit of output that is none", { ...MINIMAL, outputMegabytes: "50" }, '"outputMegabytes" must be a number of megabytes above 0; it is "50"'],
  ["a limit of a notebook's output that is none", { ...MINIMAL, notebookMegabytes: 0 }, '"notebookMegabytes" must be a number of megabytes above 0; it is 0'],
  ["an author without a name", { ...MINIMAL, authors: ["A", { id: "7" }] }, `"authors" must be a list of names, or of objects with "name" and perhaps "affiliation", "email", "id", which entry 2 is not; it is ["A",{"id":"7"}]`],
  ["an author with a field that is none", { ...MINIMAL, authors: [{ name: "A", mail: "a@b.c" }] }, `"authors" must be a list of names, or of objects with "name" and perhaps "affiliation", "email", "id"; it is [{"name":"A","mail":"a@b.c"}]`],
  ["a course that is a text", { ...MINIMAL, course: "DL" }, '"course" must be an object with "name" and perhaps "code", "term", "institution", "teacher", "assignment", all texts; it is "DL"'],
  ["pages of an unknown kind", { ...MINIMAL, pages: "section" }, '"pages" must be one of "one", "chapter"; it is "section"'],
  ["an unknown template", { ...MINIMAL, template: "poster" }, '"template" must be one of "article", "hand-in", "note"; it is "poster"'],
  ["data without its brackets", { ...MINIMAL, data: "a.csv" }, '"data" must be a list of files and folders; it is "a.csv"'],
];

for (const [what, fields, message] of REFUSED) {
  test(`refuses ${what}`, () => assert.throws(() => read(fields), { name: "ReportError", message: `report/report.json: ${message}` }));
}

test("refuses what is no JSON, and shows where", () => {
  assert.throws(() => readConfiguration('{\n  "title": "T",\n}', "r.json"), { message: 'r.json: line 3, column 1: not JSON; expected a key in double quotes, found "}"\n  }\n  ^' });
  assert.throws(() => readConfiguration("[]", "r.json"), { message: 'r.json: a configuration is an object with "title" and "chapters"; this is []' });
  assert.throws(() => readConfiguration(`{"title": ${"[".repeat(20000)}${"]".repeat(20000)}}`, "r.json"), { message: "r.json: it is nested more than 500 lists and objects deep; no configuration needs that" });
});
