/** A report as Markdown, with its figures as files: for wikis, repositories and other tools. */
import { didFail, mark } from "../claim-text.js";
import { bylineOf, courseHeader } from "../byline.js";
import type { Author, Course, Report } from "../model.js";
import type { OutputFile } from "../output-files.js";
import { PictureFiles } from "../picture-files.js";
import { blocksMarkdown, prefixed } from "./blocks.js";
import { escapeMarkdown, type MarkdownWriting } from "./inlines.js";

/**
 * `report.md` and `figures/`. Equations carry their numbers as `\tag`; the verdicts stand in the table at the end, and below an equation that does not hold.
 * @param report its figures drawn (`drawFigures`)
 */
export function writeMarkdown(report: Report): readonly OutputFile[] {
  const writing: MarkdownWriting = { pictures: new PictureFiles(), notes: [] };
  const parts = [front(report, writing), ...report.chapters.map(({ blocks }) => blocksMarkdown(blocks, writing)), blocksMarkdown(report.appendix, writing)];
  const text = [...parts, notes(writing)].filter((part) => part !== "").join("\n\n");
  return [{ name: "report.md", content: `${text}\n` }, ...writing.pictures.files];
}

function byline(given: readonly Author[]): readonly string[] {
  const { authors, affiliations } = bylineOf(given);
  const sup = (marks: readonly number[]): string => (marks.length === 0 ? "" : `<sup>${marks.join(",")}</sup>`);
  const names = authors.map(({ name, id, marks }) => `${escapeMarkdown(name)}${sup(marks)}${id === undefined ? "" : ` (${escapeMarkdown(id)})`}`);
  const places = affiliations.map(({ mark, text }) => `${mark === null ? "" : `${sup([mark])} `}${escapeMarkdown(text)}`);
  return [names.join(", "), places.join("  \n")].filter((line) => line !== "");
}

function courseLine(course: Course, date: string | null): string {
  const { left, right } = courseHeader(course, date);
  return [...left, ...right].map(escapeMarkdown).join(" · ");
}

function front({ title, subtitle, authors, date, abstract, summary, provenance, course = null }: Report, writing: MarkdownWriting): string {
  return [
    ...(course === null ? [] : [courseLine(course, date)]),
    `# ${escapeMarkdown(title)}`,
    ...(subtitle === null ? [] : [`*${escapeMarkdown(subtitle)}*`]),
    ...byline(authors),
    ...(date === null || course !== null ? [] : [escapeMarkdown(date)]),
    ...(abstract.length === 0 ? [] : [prefixed(blocksMarkdown(abstract, writing), "> ")]),
    ...(didFail(summary) ? ["**This report contains failures.**"] : []),
    ...(summary.length === 0 ? [] : [summary.map((claim) => `- ${mark(claim)} ${escapeMarkdown(claim.text)}`).join("\n")]),
    ...(provenance === null ? [] : [escapeMarkdown(provenance)]),
  ].join("\n\n");
}

/** Notes may hold notes: those met while writing are written, too. */
function notes(writing: MarkdownWriting): string {
  const texts: string[] = [];
  for (let k = 0; k < writing.notes.length; k++) {
    const { number, blocks } = writing.notes[k]!;
    texts.push(`[^${number}]: ${blocksMarkdown(blocks, writing).replace(/\n(?=.)/g, "\n    ")}`);
  }
  return texts.join("\n\n");
}
