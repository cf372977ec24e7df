/** Citations: files of works, `[@key]` in the text, the list at the end. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readBibliography } from "../../../src/report/bibliography/read-bibliography.js";
import { referenceText } from "../../../src/report/bibliography/reference-text.js";
import { composeReport, type Composed } from "../../../src/report/compose.js";
import { inlinesOf, textOf } from "../../../src/report/walk.js";
import { notebook, prose } from "../../notebook/notebooks.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-bibliography-"));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const BIB = String.raw`
@article{rumelhart, author = {Rumelhart, David E. and Hinton, Geoffrey E. and Williams, Ronald J.}, title = {Learning representations by back-propagating errors},
  journal = {Nature}, volume = 323, number = {6088}, pages = {533--536}, year = 1986, doi = {10.1038/323533a0} }
@inproceedings{glorot, author={Glorot, Xavier and Bengio, Yoshua}, title={Understanding the difficulty of training deep networks}, booktitle={AISTATS}, year={2010}, pages={249--256}}
@book{knuth, author={Donald E. Knuth}, title={The {\TeX}book}, publisher={Addison-Wesley}, year={1984}}
@misc{web, author={M{\"u}ller, J{\'e}r{\^o}me}, title={On \emph{y}}, year={2020}, url={https://example.org/a_b}}
@book{van, author={van der Waerden, B. L. and Others, A. and B, B. and C, C. and D, D. and E, E. and F, F.}, title={Algebra}, year={1930}}
@misc{open, author={He, Kaiming and others}, title={On $O(n^2)$ and $\frac{a}{b_{1}}$ for $5 and $6}, year={2015}}
@misc{closed, author={Nguyen, Others}, title={$ x$ {is} text, $\nope$ too}, year={2016}}
@misc{nobody, title={Anonymous}}`;
const bib = readBibliography([file("a.bib", BIB)]);

for (const [key, line] of [
  ["rumelhart", "D. E. Rumelhart, G. E. Hinton and R. J. Williams. Learning representations by back-propagating errors. Nature, 323(6088):533–536, 1986. doi:10.1038/323533a0."],
  ["glorot", "X. Glorot and Y. Bengio. Understanding the difficulty of training deep networks. In AISTATS, pages 249–256, 2010."],
  ["knuth", "D. E. Knuth. The TeXbook. Addison-Wesley, 1984."],
  ["web", "J. Müller. On y. 2020. https://example.org/a_b."],
  ["open", "K. He et al. On O(n^2) and \\frac{a}{b_{1}} for $5 and $6. 2015."],
  ["closed", "O. Nguyen. $ x$ is text, $nope$ too. 2016."],
  ["van", "B. L. van der Waerden, A. Others, B. B et al. Algebra. 1930."],
] as const) {
  test(`a reference: ${line}`, () => assert.equal(textOf(referenceText(bib.get(key)!)).replaceAll("\u00a0", " "), line));
}

test("CSL-JSON is read as it is", () => {
  const json = readBibliography([file("a.json", JSON.stringify([{ id: "x", title: "A title", author: [{ literal: "The Group" }], issued: { "date-parts": [["2001"]] } }]))]);
  assert.equal(textOf(referenceText(json.get("x")!)), "The Group. A title. 2001.");
});

for (const [title, files, message] of [
  ["a file that is not there", () => [join(folder, "none.bib")], /none\.bib: the bibliography cannot be read: there is no such file$/],
  ["no BibTeX", () => [file("bad.bib", "@article{a, title={x}\n@b{")], /bad\.bib: this is no BibTeX: invalid syntax at line 2 col 1/],
  ["no CSL-JSON", () => [file("bad.json", '{"id": "x"}')], /bad\.json: CSL-JSON is a list of entries, each with an "id"$/],
  ["another format", () => [file("a.txt", "")], /a\.txt: a bibliography is BibTeX \(\.bib\) or CSL-JSON \(\.json\)$/],
  ["a key twice", () => [file("one.bib", "@book{a, title={x}}"), file("two.bib", "@book{a, title={y}}")], /two\.bib: two entries have the key "a"; keys must differ$/],
] as const) {
  test(`refused: ${title}`, () => assert.throws(() => readBibliography(files()), message));
}

function composed(source: string, abstract: string | null = null, bibliography: typeof bib | null = bib): Composed {
  const front = { title: "T", subtitle: null, authors: [], date: null, language: "en", abstract };
  return composeReport({ front, notebooks: [{ path: "a.ipynb", notebook: notebook([prose(source)]), runs: [], seconds: 0 }], summary: [], appendix: [], bibliography, readImage: () => ({ problem: "" }) });
}

test("works are numbered as they are met, in the abstract first; the list has those that are cited", () => {
  const { report, problems } = composed("Shown [@rumelhart; @knuth, chapter 18] before, and `[@code]`, and [@web](https://example.org), and $[@x]$.[^1]\n\n[^1]: Also [@glorot].", "By [@knuth].");
  assert.deepEqual(problems, []);
  assert.equal(textOf(report.abstract.flatMap(inlinesOf)), "By [1].");
  const [paragraph] = report.chapters[0]!.blocks;
  assert.ok(paragraph?.kind === "paragraph");
  assert.equal(textOf(paragraph.children), "Shown [2; 1, chapter 18] before, and [@code], and @web, and [@x].");
  const references = report.appendix[1]!;
  assert.ok(references.kind === "references");
  assert.deepEqual(references.items.map(({ id, label }) => [id, label]), [["ref-knuth", "[1]"], ["ref-rumelhart", "[2]"], ["ref-glorot", "[3]"]]);
});

test("a heading that its author left for the list at the end of the text is the list's, not a second one", () => {
  const headings = (source: string): readonly string[] => { const { report } = composed(source); return [...report.chapters.flatMap(({ blocks }) => blocks), ...report.appendix].flatMap((block) => (block.kind === "heading" ? [textOf(block.children)] : [])); };
  assert.deepEqual(headings("# One\n\nBy [@knuth].\n\n## Literature\n"), ["One", "Literature"]);
  assert.deepEqual(headings("By [@knuth].\n\n# References\n\nAnd more."), ["References", "References"], "one with text is the author's own");
  assert.deepEqual(headings("By [@knuth].\n\n# Outlook\n"), ["Outlook", "References"]);
  assert.deepEqual(headings("Nobody.\n\n# References\n"), ["References"], "where no list follows it stays");
});

test("an unknown key is a problem with its place, and stands out in the text", () => {
  const { report, problems } = composed("As in [@rumelhard].");
  assert.deepEqual(problems, [{ where: "a.ipynb, cell 1", message: 'the bibliography has no entry "rumelhard"; is "rumelhart" meant?' }]);
  assert.deepEqual(report.appendix, []);
  assert.deepEqual(composed("As in [@x].", null, null).problems, [{ where: "a.ipynb, cell 1", message: '[@x] cites a work, but the configuration names no "bibliography"' }]);
});

test("formulas in a title are formulas", () => {
  assert.deepEqual(referenceText(bib.get("open")!).filter(({ kind }) => kind === "maths"), [{ kind: "maths", tex: "O(n^2)" }, { kind: "maths", tex: "\\frac{a}{b_{1}}" }]);
});

const paragraphOf = ({ report }: Composed): string => {
  const [paragraph] = report.chapters[0]!.blocks;
  assert.ok(paragraph?.kind === "paragraph");
  return textOf(paragraph.children).replaceAll("\u00a0", " ");
};

for (const [source, text] of [
  ["@open show it, (@glorot), and so do @rumelhart.", "He et al. [1] show it, (Glorot and Bengio [2]), and so do Rumelhart et al. [3]."],
  ["@van's book; @nobody.", "van der Waerden et al. [1]'s book; [2]."],
  ["He [-@open] and others [see @van, page 4; also @open].", "He [1] and others [see 2, page 4; also 1]."],
] as const) {
  test(`as Pandoc reads it: ${source}`, () => {
    const result = composed(source);
    assert.deepEqual(result.problems, []);
    assert.equal(paragraphOf(result), text);
  });
}

test("in the text, a key that is nearly one of the bibliography is told; any other word behind @ is text", () => {
  const { problems } = composed("As @rumelhard shows.");
  assert.deepEqual(problems, [{ where: "a.ipynb, cell 1", message: 'the bibliography has no entry "rumelhard"; is "rumelhart" meant?' }]);
  assert.deepEqual(composed("See [see @elsewhere].").problems.map(({ message }) => message), ['the bibliography has no entry "elsewhere"']);
  const mention = composed("Ask @somebody-else, `@open`, install x/@open and a@open.");
  assert.deepEqual([mention.problems, paragraphOf(mention)], [[], "Ask @somebody-else, @open, install x/@open and a@open."]);
});

test("what is no citation stays as it is", () => {
  for (const source of ["[@]", "[@ x]", "[a@b.org]", "[@a [b]]", "me@x.org", "[install @types/node] @types/node"]) {
    const [paragraph] = composed(source, null, null).report.chapters[0]!.blocks;
    assert.ok(paragraph?.kind === "paragraph");
    assert.equal(textOf(paragraph.children), source);
  }
});
