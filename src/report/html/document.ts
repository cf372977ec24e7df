/** An HTML file around a body: style, faces, script, and the policy that lets nothing else run. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { compactMaths } from "./compact-maths.js";
import { escapeHtml } from "./escape.js";
import { fontCss, katexCss } from "./fonts.js";
import { plotlyHtml, type PlotlyPlace } from "./plotly-bundle.js";

export interface PageFront {
  readonly title: string;
  readonly authors: string;
  readonly language: string;
  /** Elements for its head: where it stands among other pages. */
  readonly links?: string;
  /** "inside", unless the page has others beside it that share the file. */
  readonly plotly?: PlotlyPlace;
}

/** A script of the page's own, before ours; it may ask the page's server. */
export interface Live {
  readonly script: string;
  readonly css: string;
}

/** The plain page keeps KaTeX's names short; a live one, whose parts are exchanged, keeps them as they are. */
export function documentHtml(full: string, { title, authors, language, links = "", plotly = "inside" }: PageFront, css: string, live?: Live): string {
  const { body, css: maths, asked } = live === undefined ? compactMaths(full, katexCss()) : { body: full, css: katexCss(), asked: full };
  const script = readFileSync(new URL("./page.js", import.meta.url), "utf8");
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script, plotly, live?.script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="backproof">
<meta name="author" content="${escapeHtml(authors)}">
<title>${escapeHtml(title)}</title>
${links}<style>
${fontCss(asked)}
${maths}
${`${css}${live?.css ?? ""}`.replace(/<\/style/gi, "<\\/style")}
</style>
</head>
<body>
${body}
${plotlyHtml(full, plotly)}${live === undefined ? "" : `<script>${live.script}</script>\n`}<script>${script}</script>
</body>
</html>
`;
}

/** Only our own script runs, and plotly, which it unpacks (blob:) or loads ('strict-dynamic': what a script that may run has put there); nothing is sent. */
function policy(script: string, plotly: PlotlyPlace, live?: string): string {
  const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const [scripts, connect] = live === undefined ? [hash(script), ""] : [`${hash(script)} ${hash(live)}`, " connect-src 'self';"];
  return `default-src 'none'; img-src data: blob:; font-src data:; style-src 'unsafe-inline'; script-src ${scripts} ${plotly === "inside" ? "blob:" : "'strict-dynamic'"};${connect} base-uri 'none'; form-action 'none'`;
}
