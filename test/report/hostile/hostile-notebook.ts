/** Notebooks that would run, fetch or read what they must not: each attack with the place where it hides. */
import type { Cell, Json, Notebook, Output } from "../../../src/notebook/nbformat.js";
import type { ExecutedNotebook } from "../../../src/notebook/run.js";
import { composeReport } from "../../../src/report/compose.js";
import { drawFigures } from "../../../src/report/draw-figures.js";
import { writeHtml } from "../../../src/report/html/write-html.js";
import { stixTwoText } from "../../../src/figure/fonts.js";
import { readImage } from "../../../src/report/read-image.js";
import type { Report } from "../../../src/report/model.js";
import type { Problem } from "../../../src/report/problem.js";

/** Sets a mark that a test looks for: it must never be set. */
const RUN = "window.__ran=1";
/** The same, so that KaTeX reads it in a formula. */
const RUN_IN_FORMULA = "window[String.fromCharCode(95,95)+'ran']=1";
const AWAY = "https://attacker.example/x";

const prose = (source: string): Cell => ({ cell_type: "markdown", id: "m", metadata: {}, source });
const gave = (data: { readonly [mime: string]: Json }, metadata: { readonly [key: string]: Json } = {}): Cell => cell([{ output_type: "display_data", data, metadata }]);
const cell = (outputs: readonly Output[], source = "x"): Cell => ({ cell_type: "code", id: "c", metadata: {}, source, execution_count: 1, outputs });
const html = (text: string): Cell => gave({ "text/html": text });
const svg = (inner: string, attributes = ""): Cell => gave({ "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="20" ${attributes}><rect width="9" height="9"/>${inner}</svg>` });
const plotly = (trace: object, layout: object = {}): Cell => gave({ "application/vnd.plotly.v1+json": { data: [{ x: [1, 2], y: [1, 2], ...trace }], layout } as unknown as Json });

export const ATTACKS: readonly (readonly [title: string, cell: Cell])[] = [
  ["Markdown: a script", prose(`<script>${RUN}</script>`)],
  ["Markdown: an image with a handler", prose(`<img src=x onerror="${RUN}">`)],
  ["Markdown: an SVG with a handler", prose(`<svg onload="${RUN}"></svg>`)],
  ["Markdown: a link to a script", prose(`[x](javascript:${RUN})`)],
  ["Markdown: a link to a script, spelled otherwise", prose(`[x](JaVa&#x53;cript:${RUN}) [y](java\tscript:${RUN}) <javascript:${RUN}>`)],
  ["Markdown: a link to data", prose(`[x](data:text/html,<script>${RUN}</script>)`)],
  ["Markdown: a title that leaves its attribute", prose(`[x](https://example.org "\\"onmouseover=${RUN} x=\\"")`)],
  ["Markdown: an image from elsewhere", prose(`![x](${AWAY}.png)`)],
  ["Markdown: an image by a protocol-relative address", prose("![x](//attacker.example/x.png)")],
  ["Markdown: an image that is SVG data with a script", prose(`![x](data:image/svg+xml;base64,${Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="${RUN}"><script>${RUN}</script></svg>`).toString("base64")})`)],
  ["Markdown: an image outside of the project", prose("![x](../../../../../../etc/passwd.png) ![y](%2e%2e/%2e%2e/%2e%2e/etc/hostname.svg)")],
  ["Markdown: a file by its address", prose("![x](file:///etc/passwd) [y](file:///etc/passwd)")],
  ["Markdown: an image name with a zero byte", prose("![x](a%00.png)")],
  ["Markdown: a heading and a label that leave their attribute", prose(`# "><img src=x onerror=${RUN}> {#x"onclick=${RUN}}`)],
  ["Markdown: a footnote with a script", prose(`Text[^1]\n\n[^1]: <script>${RUN}</script>`)],
  ["Markdown: a language that leaves its attribute", prose(`\`\`\`"><script>${RUN}</script>\nx\n\`\`\``)],
  ["Markdown: a language that would not open its fence", prose(`~~~ts\`x\n<script>${RUN}</script>\n~~~`)],
  ["Markdown: an entity that becomes a tag", prose(`&lt;script&gt;${RUN}&lt;/script&gt;`)],
  ["LaTeX: a link", prose(`$\\href{javascript:${RUN}}{x}$ and $\\url{javascript:${RUN}}$`)],
  ["LaTeX: an image and HTML attributes", prose(`$\\includegraphics{${AWAY}.png}$ $\\htmlData{x=1"onload=${RUN}}{y}$ $\\htmlStyle{background:url(${AWAY})}{z}$ $\\htmlId{main}{w}$`)],
  ["LaTeX: tags in text", prose(`$\\text{</span><script>${RUN_IN_FORMULA}</script>}$ and $\\text{<img src=x onerror=${RUN_IN_FORMULA}>}$`)],
  ["LaTeX: tags in a number", prose(`$$x \\tag{<img src=x onerror=${RUN_IN_FORMULA}>}$$`)],
  ["LaTeX: tags in a display", prose(`$$\n\\text{x}\n<script>${RUN_IN_FORMULA}</script>\n\\text{<img src=x onerror=${RUN_IN_FORMULA}>}\n$$`)],
  ["LaTeX: tags that cannot be read", prose(`$\\text{</span><script>${RUN}</script>}$ and $\\tag{<img src=x onerror=${RUN}>} x$`)],
  ["LaTeX: a macro without end", prose("$\\def\\a{\\a\\a}\\a$")],
  ["LaTeX output: a link", gave({ "text/latex": `$$\\href{javascript:${RUN}}{x}$$` })],
  ["Markdown output: a script", gave({ "text/markdown": `<script>${RUN}</script> ![x](${AWAY})` })],
  ["HTML output: scripts and handlers", html(`<script>${RUN}</script><script src="${AWAY}.js"></script><b onclick="${RUN}" onpointerenter=${RUN}>x</b><body onload=${RUN}>`)],
  ["HTML output: frames, objects, forms", html(`<iframe srcdoc="<script>parent.__ran=1</script>"></iframe><object data="${AWAY}"></object><embed src="${AWAY}"><form action="${AWAY}"><input autofocus onfocus=${RUN}><button formaction="${AWAY}">x</button></form>`)],
  ["HTML output: base, meta, link, style", html(`<base href="${AWAY}"><meta http-equiv="refresh" content="0;url=${AWAY}"><link rel=stylesheet href="${AWAY}.css"><style>@import "${AWAY}.css"; body{display:none}</style>`)],
  ["HTML output: pictures that are fetched", html(`<img src="${AWAY}.png"><img srcset="${AWAY}.png 2x"><picture><source srcset="${AWAY}"></picture><video poster="${AWAY}" src="${AWAY}"></video><audio src="${AWAY}" autoplay></audio>`)],
  ["HTML output: styles that fetch or cover", html(`<p style="background:url(${AWAY});position:fixed;inset:0;z-index:9999">x</p><p style="color:red;background-image:url(${AWAY})">y</p>`)],
  ["HTML output: ids that pose as the page's", html(`<a id="content" name="plotly-bundle" class="failure" href="javascript:${RUN}">x</a><img name="getElementById" src="data:text/html,x">`)],
  ["HTML output: markup that changes when it is read again", html(`<svg><style><img src=x onerror=${RUN}></style></svg><math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${RUN}&gt;">`)],
  ["HTML output: a noscript and a template", html(`<noscript><p title="</noscript><img src=x onerror=${RUN}>"></noscript><template><script>${RUN}</script></template><xmp><script>${RUN}</script></xmp>`)],
  ["HTML output: a comment and a section that do not end", html(`<!-- <b> --!><script>${RUN}</script><![CDATA[<script>${RUN}</script>`)],
  ["SVG output: a script and a handler", svg(`<script>${RUN}</script><g onload="${RUN}"/>`, `onload="${RUN}"`)],
  ["SVG output: HTML inside", svg(`<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="${RUN}"/></body></foreignObject>`)],
  ["SVG output: links, uses and images from elsewhere", svg(`<a xlink:href="javascript:${RUN}"><text>x</text></a><use href="${AWAY}#a"/><image href="${AWAY}.png" width="9" height="9"/><image xlink:href="file:///etc/passwd" width="9" height="9"/>`)],
  ["SVG output: animation that sets a link", svg(`<a><animate attributeName="href" to="javascript:${RUN}" begin="0s"/><set attributeName="onmouseover" to="${RUN}"/><text>x</text></a>`)],
  ["SVG output: styles that fetch", svg(`<style>@import url(${AWAY});rect{fill:url(${AWAY}#a)}</style><rect style="fill:url(${AWAY}#b)" width="9" height="9"/>`)],
  ["SVG output: an entity that names a file", gave({ "image/svg+xml": '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&a;</text></svg>' })],
  ["plotly: markup in texts", plotly({ name: `<img src=x onerror=${RUN}>`, text: [`<a href="javascript:${RUN}">x</a>`, "y"], mode: "text" }, { title: { text: `<script>${RUN}</script>` }, annotations: [{ text: `<a href="javascript:${RUN}">x</a>`, x: 1, y: 1 }] })],
  ["plotly: images from elsewhere", plotly({}, { images: [{ source: `${AWAY}.png`, x: 0, y: 1, sizex: 1, sizey: 1 }] })],
  ["plotly: text that ends its script block", plotly({ name: `</script><script>${RUN}</script>` })],
  ["a picture that is none", gave({ "image/png": `"><script>${RUN}</script>` })],
  ["a caption, a label and an alternative text", gave({ "image/png": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVQI12P4z8AAAAMBAQAY3Y2wAAAAAElFTkSuQmCC" }, { backproof: { caption: `<script>${RUN}</script>`, label: `x"><script>${RUN}</script>`, alt: `"><script>${RUN}</script>` } })],
  ["a script as output", gave({ "application/javascript": RUN, "text/plain": "x" })],
  ["text with tags and control characters", cell([{ output_type: "stream", name: "stdout", text: `<script>${RUN}</script>\u0000\u001b]0;title\u0007\u001b[31m\u202e\ufffe\ud800` }])],
  ["an error with tags", cell([{ output_type: "error", ename: `<script>${RUN}</script>`, evalue: `<img src=x onerror=${RUN}>`, traceback: [`line 1 <script>${RUN}</script>`] }])],
  ["code with tags", cell([], `const x = "</code></pre><script>${RUN}</script>";`)],
  ["an attachment that is a page", { ...prose("![x](attachment:a)"), attachments: { a: { "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg"><script>${RUN}</script></svg>`, "text/html": `<script>${RUN}</script>` } } } as Cell],
];

export interface Written {
  readonly report: Report;
  readonly html: string;
  readonly problems: readonly Problem[];
}

/** The page of one notebook with these cells, in the order of the build: composed, drawn, written. Nothing is run. */
export function pageOf(cells: readonly Cell[]): Written {
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells } as unknown as Notebook;
  const runs = cells.flatMap((each, k) => (each.cell_type === "code" ? [{ cell: k, id: each.id, seconds: 0, outcome: { status: "ok" } as const, records: [] }] : []));
  const executed: ExecutedNotebook = { path: "notebooks/hostile.ipynb", notebook, runs, seconds: 0 };
  const front = { title: `</title><script>${RUN}</script>`, subtitle: `<img src=x onerror=${RUN}>`, authors: [{ name: `"><script>${RUN}</script>` }], date: null, language: `en"><script>${RUN}</script>`, abstract: `<script>${RUN}</script>` };
  const composed = composeReport({ front, notebooks: [executed], summary: [{ holds: true, text: `<script>${RUN}</script>` }], appendix: [], provenance: `<script>${RUN}</script>`, readImage: (source, path) => readImage(source, process.cwd(), path) });
  const drawn = drawFigures(composed.report, stixTwoText);
  return { report: composed.report, html: writeHtml(drawn.report, { css: "" }), problems: [...composed.problems, ...drawn.problems] };
}
