/** An HTML file around a body: style, faces, script, and the policy that lets nothing else run. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { compactMaths } from "./compact-maths.js";
import { escapeHtml } from "./escape.js";
import { fontCss, katexCss } from "./fonts.js";

export interface PageFront {
  readonly title: string;
  readonly authors: string;
  readonly language: string;
  /** Elements for its head: where it stands among other pages. */
  readonly links?: string;
}

/** A script of the page's own, before ours; it may ask the page's server. */
export interface Live {
  readonly script: string;
  readonly css: string;
}

/** The plain page keeps KaTeX's names short; a live one, whose parts are exchanged, keeps them as they are. */
export function documentHtml(full: string, { title, authors, language, links = "" }: PageFront, css: string, live?: Live): string {
  const { body, css: maths } = live === undefined ? compactMaths(full, katexCss()) : { body: full, css: katexCss() };
  const script = readFileSync(new URL("./page.js", import.meta.url), "utf8");
  const plotly = full.includes(PLOTLY_DATA) ? `<script type="application/octet-stream" id="plotly-bundle">${packedPlotly()}</script>\n` : "";
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script, live?.script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="backproof">
<meta name="author" content="${escapeHtml(authors)}">
<title>${escapeHtml(title)}</title>
${links}<style>
${fontCss(full)}
${maths}
${`${css}${live?.css ?? ""}`.replace(/<\/style/gi, "<\\/style")}
</style>
</head>
<body>
${body}
${plotly}${live === undefined ? "" : `<script>${live.script}</script>\n`}<script>${script}</script>
</body>
</html>
`;
}

/** Only our own script runs, and what it unpacks (blob:); nothing is fetched; nothing is sent. */
function policy(script: string, live?: string): string {
  const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const [scripts, connect] = live === undefined ? [hash(script), ""] : [`${hash(script)} ${hash(live)}`, " connect-src 'self';"];
  return `default-src 'none'; img-src data: blob:; font-src data:; style-src 'unsafe-inline'; script-src ${scripts} blob:;${connect} base-uri 'none'; form-action 'none'`;
}

/** What stands beside a figure that can move: no text of an author can look like it. */
export const PLOTLY_DATA = '<script type="application/json" class="plotly-data">';

/** plotly's bundle, packed: once in a page, for all its figures. */
function packedPlotly(): string {
  return (packed ??= gzipSync(readFileSync(createRequire(import.meta.url).resolve("plotly.js-cartesian-dist-min")), { level: 9 }).toString("base64"));
}

let packed: string | undefined;
