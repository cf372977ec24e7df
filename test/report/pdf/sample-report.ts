import { highlight } from "../../../src/report/highlight.js";
import type { Block, Inline, Report } from "../../../src/report/model.js";

export const text = (words: string): Inline => ({ kind: "text", text: words });
export const paragraph = (...children: readonly (Inline | string)[]): Block => ({ kind: "paragraph", children: children.map((child) => (typeof child === "string" ? text(child) : child)), leadsIn: false });

export const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80" viewBox="0 0 200 80"><rect width="200" height="80" fill="#ddd"/><text x="20" y="45" font-family="New Computer Modern">drawn</text></svg>';
/** One red pixel. */
export const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVQI12P4z8AAAAMBAQAY3Y2wAAAAAElFTkSuQmCC";

const origin = { notebook: "notebooks/1.ipynb", cell: 3 };
const code = 'const dX = matmul(transpose(W), dY); // equation (14)\nconst name = "x";\treturn 1;';

/** One block of each kind, each kind of inline content, and text that looks like Typst's markup. */
export const BLOCKS: readonly Block[] = [
  { kind: "heading", level: 1, number: "1", id: "sec-one", children: [text("Fully connected "), { kind: "maths", tex: "\\mathbf{W}" }] },
  paragraph("Text with ", { kind: "emphasis", children: [text("emphasis")] }, ", ", { kind: "strong", children: [text("weight")] }, ", ", { kind: "strike", children: [text("a slip")] }, ", ", { kind: "code", text: 'fullyConnected.backward("#x")' }, ", ", { kind: "maths", tex: "x_i^2" }, " and ", { kind: "link", href: "https://example.org/?a=1&b=\"2\"", children: [text("a link")] }, "."),
  { ...paragraph("A note", { kind: "footnote", number: 1, blocks: [paragraph("At the foot.")] }, " and a reference to ", { kind: "reference", target: "eq-7", children: [text("equation (7)")] }, { kind: "break" }, "leads in:"), leadsIn: true } as Block,
  { kind: "equation", tex: "\\frac{dL}{dx} = \\mathbf{W}^T \\frac{dL}{dy}", number: "7", id: "eq-7", origin },
  { kind: "equation", tex: "a = b", number: null, id: null, origin },
  { kind: "list", ordered: false, start: 1, items: [[paragraph("one")], [paragraph("two"), { kind: "list", ordered: true, start: 3, items: [[paragraph("three")]] }]] },
  { kind: "quote", blocks: [paragraph("Quoted.")] },
  { kind: "rule" },
  { kind: "table", number: "1", id: "tbl-a", caption: [text("A caption.")], columns: [{ align: "left", head: [text("name")] }, { align: "right", head: [{ kind: "maths", tex: "n" }] }], rows: [[[{ kind: "maths", tex: "\\frac{dL}{dx}" }], [text("1")]], [[text("b")], [text("2")]]] },
  { kind: "figure", number: "1", id: "fig-a", caption: [text("A figure.")], alt: "A grey box", picture: { kind: "drawn", svg: SVG, figure: null } },
  { kind: "figure", number: null, id: null, caption: [], alt: "A red pixel", picture: { kind: "raster", mime: "image/png", base64: PNG } },
  paragraph("An image ", { kind: "image", source: `data:image/png;base64,${PNG}`, alt: "a pixel" }, " in the text."),
  { kind: "listing", language: "typescript", code, tokens: highlight(code, "typescript"), origin },
  { kind: "listing", language: "typescript", code, tokens: highlight(code, "typescript"), origin, number: "1", id: "lst-a", caption: [text("A listing.")] },
  { kind: "stream", name: "stdout", text: "plain \u001b[31mred\u001b[39m\nsecond line" },
  { kind: "stream", name: "stderr", text: "a warning" },
  { kind: "html", html: "<table><tr><td>only</td><td>in HTML</td></tr></table>", text: "" },
  { kind: "failure", title: "TypeError", message: "x is not a function", excerpt: ">   1 | x()", where: "notebooks/1.ipynb, cell 4, line 1" },
  { kind: "heading", level: 2, number: "1.1", id: "sec-hostile", children: [text("#eval(\"1\") *not bold* $x$ <label>")] },
  paragraph('Nor this: #let x = 1; [a] {b} "c" \\ // comment /* here */ `raw` @ref -- ~ \u0007 = end'),
];

export const SAMPLE: Report = {
  title: "A sample # [of] \"everything\"",
  subtitle: "subtitle",
  authors: [{ name: "A. Author" }, { name: "B. Author" }],
  date: "May 2022",
  language: "en",
  abstract: [{ kind: "paragraph", leadsIn: false, children: [text("What it is about: "), { kind: "maths", tex: "\\mathbf{W}^T" }, text(".")] }],
  provenance: "Built with Node.",
  summary: [{ holds: true, text: "9 of 9 gradient checks hold" }, { holds: false, text: "1 of 4 cells failed" }],
  chapters: [{ source: "notebooks/1.ipynb", blocks: BLOCKS }],
  appendix: [{ kind: "heading", level: 1, number: null, id: "checks", children: [text("All checks")] }, paragraph("The end.")],
};
