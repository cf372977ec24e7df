/** The title block, as the report's template has it. */
import { bylineOf, courseHeader } from "../byline.js";
import type { Author, Report } from "../model.js";
import { blocksHtml } from "./blocks.js";
import { escapeHtml } from "./escape.js";

export function titleHtml(report: Report): string {
  const { title, subtitle, date, abstract, template = "article", course = null } = report;
  const lines = [
    ...(course === null ? [] : [courseHtml(report)]),
    `<h1>${escapeHtml(title)}</h1>`,
    ...(subtitle === null ? [] : [`<p class="subtitle">${escapeHtml(subtitle)}</p>`]),
    ...(template === "hand-in" ? byLines(report.authors) : inOneLine(report.authors)),
    ...(date === null || course !== null ? [] : [`<p class="date">${escapeHtml(date)}</p>`]),
    ...(abstract.length === 0 ? [] : [`<div class="abstract">${blocksHtml(abstract)}</div>`]),
  ];
  return `<header class="title${template === "article" ? "" : ` ${template}`}">\n${lines.join("\n")}\n</header>`;
}

function courseHtml({ course, date }: Report): string {
  const { left, right } = courseHeader(course!, date);
  const column = (lines: readonly string[]): string => `<p>${lines.map((line, k) => (k === 0 ? `<b>${escapeHtml(line)}</b>` : escapeHtml(line))).join("<br>")}</p>`;
  return `<div class="course">${column(left)}${column(right)}</div>`;
}

/** Names in a row, with marks that lead to where their bearers work. */
function inOneLine(given: readonly Author[]): readonly string[] {
  const { authors, affiliations } = bylineOf(given);
  const names = authors.map(({ name, email, marks }) => `${email === undefined ? escapeHtml(name) : mailHtml(email, name)}${marks.length === 0 ? "" : `<sup>${marks.join(",")}</sup>`}`);
  const places = affiliations.map(({ mark, text }) => `${mark === null ? "" : `<sup>${mark}</sup> `}${escapeHtml(text)}`);
  return [
    ...(names.length === 0 ? [] : [`<p class="authors">${names.join(", ")}</p>`]),
    ...(places.length === 0 ? [] : [`<p class="affiliations">${places.join("<br>")}</p>`]),
  ];
}

/** One name a line, with what a grader needs to find its bearer. */
function byLines(authors: readonly Author[]): readonly string[] {
  const lines = authors.map(({ name, id, email, affiliations = [] }) => [escapeHtml(name), ...[id, ...affiliations].flatMap((text) => (text === undefined ? [] : [escapeHtml(text)])), ...(email === undefined ? [] : [mailHtml(email, email)])].join(", "));
  return lines.length === 0 ? [] : [`<p class="authors">${lines.join("<br>")}</p>`];
}

const mailHtml = (email: string, text: string): string => `<a href="mailto:${escapeHtml(encodeURI(email))}">${escapeHtml(text)}</a>`;
