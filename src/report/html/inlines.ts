import katex from "katex";
import type { Inline } from "../model.js";
import { brokenReasons } from "./break-reasons.js";
import { remembered } from "../remembered.js";
import { katexSettings } from "../tex.js";
import { escapeHtml } from "./escape.js";
import { powerHtml } from "./number-html.js";
import { shortTags } from "./short-tags.js";
import { slimMathml } from "./slim-mathml.js";

/** A formula as KaTeX's HTML for the eye and MathML for screen readers. It was checked while composing. */
export const mathsHtml = (tex: string, displayMode: boolean): string => known(`${displayMode ? "d" : "i"}${tex}`, () => shortTags(slimMathml(rendered(tex, displayMode)), displayMode));

/** Room between the rows of matrices, so that fractions do not touch. */
function rendered(tex: string, displayMode: boolean): string {
  const settings = katexSettings(displayMode);
  return katex.renderToString(displayMode ? brokenReasons(tex) : tex, { ...settings, output: "htmlAndMathml", macros: { ...settings.macros, "\\arraystretch": "1.35" } });
}

/** The same few formulas stand in every sentence. */
const known = remembered<string>();

export const inlinesHtml = (content: readonly Inline[]): string => content.map(inlineHtml).join("");

const TAGS = { emphasis: "em", strong: "strong", strike: "s", key: "kbd", sub: "sub", sup: "sup" } as const;

function inlineHtml(inline: Inline): string {
  switch (inline.kind) {
    case "text": return escapeHtml(inline.text);
    case "code": return `<code>${escapeHtml(inline.text)}</code>`;
    case "maths": return powerHtml(inline.tex) ?? mathsHtml(inline.tex, false);
    case "emphasis": case "strong": case "strike": case "key": case "sub": case "sup": return `<${TAGS[inline.kind]}>${inlinesHtml(inline.children)}</${TAGS[inline.kind]}>`;
    case "link": return `<a href="${escapeHtml(inline.href)}" rel="noopener noreferrer">${inlinesHtml(inline.children)}</a>`;
    case "reference": return `<a class="reference"${inline.id === undefined ? "" : ` id="${escapeHtml(inline.id)}"`} href="#${escapeHtml(inline.target)}">${inlinesHtml(inline.children)}</a>`;
    case "footnote": return `<sup><a class="footnote" id="fnref-${inline.number}" href="#fn-${inline.number}" aria-label="footnote ${inline.number}">${inline.number}</a></sup>`;
    case "image": return `<img src="${escapeHtml(inline.source)}" alt="${escapeHtml(inline.alt)}">`;
    case "break": return "<br>";
    case "task": return `<input type="checkbox" class="task" disabled${inline.isDone ? " checked" : ""} aria-label="${inline.isDone ? "done" : "to do"}"> `;
  }
}
