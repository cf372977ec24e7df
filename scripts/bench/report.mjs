// How fast a report is set, and how much it weighs, with all outputs at hand: node scripts/bench/report.mjs
// Six chapters (those of this repository, repeated) and 10 to 1,000 equations of theirs, with their verdicts; the peer is markdown-it with KaTeX alone,
// which neither numbers, checks nor embeds its fonts. Processor time of this process (what others do on the machine does not count); median of three runs on
// warm code, but for the first, which a build meets. The PDF is set anew each time but in the line "unchanged", where the same report was set before; what the run
// before left in Typst's memory is let go before the clock starts, for a build sets one document (the preview, which sets many, waits some 40 ms longer for each).
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../build.mjs";

build();
const { checkChapters } = await import("../../dist/report/check-chapters.js");
const { composeReport } = await import("../../dist/report/compose.js");
const { drawFigures } = await import("../../dist/report/draw-figures.js");
const { equationAppendix } = await import("../../dist/report/equation-appendix.js");
const { equationClaims } = await import("../../dist/report/judged-equations.js");
const { placeVerdicts } = await import("../../dist/report/place-verdicts.js");
const { writeHtml } = await import("../../dist/report/html/write-html.js");
const { forget, noPdfs, paperFont, pdfStore, writePdf } = await import("../../dist/report/pdf/index.js");
const { stixTwoText } = await import("../../dist/figure/fonts.js");
const { readChapters } = await import("../../dist/report/read-chapters.js");
const { readConfiguration } = await import("../../dist/report/configuration.js");
const { runChapters } = await import("../../dist/report/run-chapters.js");
const { resultStore } = await import("../../dist/report/result-store.js");
const { pictureStore } = await import("../../dist/report/picture-store.js");
const { default: markdownIt } = await import("markdown-it");
const { default: katex } = await import("katex");

/** Milliseconds of processor time so far. */
const clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const css = readFileSync("report/theme/screen.css", "utf8"), theme = readFileSync("report/theme/paper.typ", "utf8");
const configuration = readConfiguration(readFileSync("report/report.json", "utf8"), "report/report.json");

/**
 * Prose with a display each, as the chapters have it, and what the checker said of it there.
 * @param checked the chapters, checked
 */
function equationsOf(checked, count) {
  const groups = new Map();
  for (const { checked: { path, equations } } of checked) for (const each of equations) {
    const place = `${path}:${each.cell}:${each.line}:${each.column}`;
    groups.set(place, [...(groups.get(place) ?? []), each]);
  }
  const displays = [...groups.values()].filter(([{ latex }]) => /\\tag\{/.test(latex));
  const bare = (latex) => latex.replace(/\\(tag|label)\{[^}]*\}/g, "").trim();
  const chosen = Array.from({ length: count }, (_, k) => displays[k % displays.length]);
  return {
    cells: chosen.map(([{ latex }], k) => ({ cell_type: "markdown", id: `c${k}`, metadata: {}, source: `Some words lead to the display number ${k + 1}:\n\n$$${bare(latex)} \\tag{${k + 1}}$$\n` })),
    equations: chosen.flatMap((group, k) => group.map((each) => ({ ...each, cell: k, tag: String(k + 1) }))),
  };
}

const pictures = pictureStore(`${resultStore(".").folder}/pictures`);

const notebookOf = (path, cells) => ({ path, seconds: 0, runs: [], notebook: { nbformat: 4, nbformat_minor: 5, metadata: {}, cells } });

/** What the checker said of each: checking is another bench. */
const verdicts = (checked) => (blocks, { notebook, cell }) => {
  const chapter = checked.find((each) => each.checked.path === notebook);
  return chapter === undefined ? blocks : placeVerdicts(blocks, chapter, cell);
};

async function render(notebooks, checked, formats = ["html", "pdf"], store = noPdfs) {
  forget();
  const started = clock();
  const composed = composeReport({ front: configuration.front, notebooks, summary: equationClaims(checked), appendix: [], withVerdicts: verdicts(checked), readImage: () => ({ problem: "none" }) });
  const report = { ...composed.report, appendix: equationAppendix(checked, composed.report.chapters) };
  const times = { compose: clock() - started };
  let html = "", pdf = new Uint8Array();
  if (formats.includes("html")) {
    const from = clock();
    html = writeHtml(drawFigures(report, stixTwoText, new Map(), pictures).report, { css });
    times.html = clock() - from;
  }
  if (formats.includes("pdf")) {
    const from = clock();
    pdf = await writePdf(drawFigures(report, paperFont, new Map(), pictures).report, { theme, store });
    times.pdf = clock() - from;
  }
  return { html, pdf, times, total: clock() - started };
}

function peer(cells) {
  const started = clock();
  const md = markdownIt();
  const html = cells.map(({ source }) => md.render(source).replace(/\$\$([^$]+)\$\$|\$([^$]+)\$/g, (_, display, inline) => katex.renderToString((display ?? inline).replace(/\\tag\{[^}]*\}/, "").replace(/<[^>]*>/g, "").replace(/&amp;/g, "&").replace(/&lt;/g, "<").replace(/&gt;/g, ">"), { displayMode: display !== undefined, throwOnError: false, strict: false }))).join("\n");
  return { html, total: clock() - started };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const ms = (value) => `${value.toFixed(0)} ms`.padStart(8);
const kb = (bytes) => `${(bytes / 1024).toFixed(0)} KB`.padStart(9);
const size = (text) => Buffer.byteLength(text);

const chapters = await runChapters(readChapters(configuration), { cellSeconds: 600, cache: { store: resultStore("."), read: true, data: configuration.data, root: "." } });
const six = Array.from({ length: 6 }, (_, k) => ({ ...chapters[k % chapters.length], path: `chapter-${k + 1}.ipynb` }));
const checkedSix = checkChapters(six);
const unkept = await render(six, checkedSix);
const firstSix = await render(six, checkedSix);
const runs = [];
for (let k = 0; k < 3; k++) runs.push(await render(six, checkedSix));
console.log(`six chapters       with figures to draw, or their code to load ${ms(unkept.total)}, second ${ms(firstSix.total)}, warm ${ms(median(runs.map(({ total }) => total)))}  (HTML ${ms(firstSix.times.html)}, PDF ${ms(firstSix.times.pdf)})   HTML ${kb(size(firstSix.html))}, PDF ${kb(firstSix.pdf.length)}`);

const kept = mkdtempSync(join(tmpdir(), "backproof-bench-")), store = pdfStore(kept);
await render(six, checkedSix, ["html", "pdf"], store);
const again = [];
for (let k = 0; k < 3; k++) again.push(await render(six, checkedSix, ["html", "pdf"], store));
rmSync(kept, { recursive: true });
console.log(`  unchanged        the PDF kept from before ${ms(median(again.map(({ total }) => total)))}  (HTML ${ms(median(again.map(({ times }) => times.html)))}, PDF ${ms(median(again.map(({ times }) => times.pdf)))})`);

const bare = await render([notebookOf("empty.ipynb", [])], [], ["html"]);
const plotly = createRequire(import.meta.url)("node:zlib").gzipSync(readFileSync(createRequire(import.meta.url).resolve("plotly.js-cartesian-dist-min")), { level: 9 }).length * 4 / 3;
const faces = (html) => size(html.match(/@font-face\{[^}]*\}/g).join(""));
const full = faces(firstSix.html) + size(bare.html) - faces(bare.html);
console.log(`fixed in HTML      ${kb(full + plotly)}: plotly ${kb(plotly)}, the rest with all fonts ${kb(full)}`);

let before;
console.log("equations          HTML+PDF, all      HTML alone     peer: HTML   ratio   HTML an equation   peer's   growth of time, of bytes");
for (const count of [10, 100, 1000]) {
  const { cells, equations } = equationsOf(checkedSix, count), notebook = notebookOf("equations.ipynb", cells);
  const checked = [{ source: checkedSix[0].source, checked: { ...checkedSix[0].checked, path: "equations.ipynb", equations } }];
  const all = [], htmls = [], peers = [];
  for (let k = 0; k < 3; k++) {
    all.push(await render([notebook], checked));
    htmls.push(await render([notebook], checked, ["html"]));
    peers.push(peer(cells));
  }
  const time = median(all.map(({ total }) => total)), alone = median(htmls.map(({ total }) => total)), theirs = median(peers.map(({ total }) => total));
  // Faces are what is fixed: a page that has more signs has more of them.
  const each = (size(htmls[0].html) - faces(htmls[0].html) - size(bare.html) + faces(bare.html)) / count;
  console.log(`${String(count).padStart(9)}  ${ms(time)} (${ms(all[1].times.compose)},${ms(all[1].times.html)},${ms(all[1].times.pdf)}) ${ms(alone)} ${ms(theirs)} ${(alone / theirs).toFixed(1).padStart(9)} ${(each / 1024).toFixed(1).padStart(13)} KB ${(size(peers[0].html) / count / 1024).toFixed(1).padStart(10)} KB${before === undefined ? "" : `   ×${(time / before.time).toFixed(1)} ×${(each * count / before.bytes).toFixed(1)} for ×10`}`);
  before = { time, bytes: each * count };
}
