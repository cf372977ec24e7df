/** The report's page as it is now, with the script that keeps it so. */
import { readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { stixTwoText } from "../figure/fonts.js";
import { composeChecked } from "../report/compose-checked.js";
import type { CheckedChapter } from "../report/check-chapters.js";
import type { ReportConfiguration } from "../report/configuration.js";
import { drawFigures } from "../report/draw-figures.js";
import { writeHtml } from "../report/html/write-html.js";
import { equationProblems } from "../report/judged-equations.js";
import type { Picture } from "../report/model.js";
import type { PictureStore } from "../report/picture-store.js";
import type { Problem } from "../report/problem.js";
import { readTheme } from "../report/theme-files.js";
import { problemsOf, verify } from "../report/verification.js";
import type { ExecutedNotebook } from "../notebook/run.js";

export interface Page {
  readonly html: string;
  /** What keeps the report from being proved. */
  readonly problems: readonly Problem[];
}

/** What a page brings besides its text, its style and whether its figures can move: where that is another, the page must be loaded anew. */
export const styleDigest = (html: string): string =>
  createHash("sha256").update(/<style>[^]*?<\/style>/.exec(html)?.[0] ?? "").update(String(html.includes('id="plotly-bundle"'))).digest("hex").slice(0, 16);

/** The page as it is served: it says which it is. */
export const markedPage = ({ html, version, style }: { readonly html: string; readonly version: number; readonly style: string }): string =>
  html.replace("<html ", `<html data-version="${version}" data-style="${style}" `);

/** What stands between `<main …>` and `</main>`, these included. */
export const mainOf = (html: string): string => html.slice(html.indexOf("<main"), html.indexOf("</main>") + "</main>".length);

export const liveFile = (name: string): string => readFileSync(new URL(`./${name}`, import.meta.url), "utf8");

/** So many pictures are kept, those used last. */
const PICTURES = 300;

export interface Pictures {
  /** Drawn since the preview began. */
  readonly memory: Map<string, Picture>;
  /** Drawn by earlier previews and builds. */
  readonly store: PictureStore;
}

/** @param equations verdicts as far as they are known */
export function livePage(configuration: ReportConfiguration, executed: readonly ExecutedNotebook[], equations: readonly CheckedChapter[], { memory, store }: Pictures): Page {
  const verification = verify(executed);
  const { report, problems: textProblems } = composeChecked(configuration, executed, verification, equations);
  const drawn = drawFigures(report, stixTwoText, memory, store);
  for (const key of memory.keys()) if (memory.size > PICTURES) memory.delete(key);
  const html = writeHtml(drawn.report, { css: readTheme(configuration.theme).screen, live: { script: liveFile("client.js"), css: liveFile("client.css") } });
  return { html, problems: [...problemsOf(verification), ...equationProblems(equations, "fails"), ...textProblems, ...drawn.problems] };
}
