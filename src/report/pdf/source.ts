/** A report as Typst source and the files it names. The source can be read, and compiled with Typst's own command line. */
import { bylineOf, courseHeader } from "../byline.js";
import { claimOfProblems } from "../claim-of-problems.js";
import type { Author, Block, Course, Report } from "../model.js";
import { idsIn } from "../walk.js";
import type { Problem } from "../problem.js";
import { blocksTypst } from "./blocks.js";
import type { TypstFiles } from "./compile.js";
import { COLUMNS } from "./listing.js";
import { stringLiteral } from "./literals.js";
import type { Writing } from "./writing.js";

export interface TypstSource {
  readonly source: string;
  readonly files: TypstFiles;
  /** What could not be set; it stands as a failure in its place. */
  readonly problems: readonly Problem[];
}

/**
 * @param report its figures drawn (`drawFigures`) in `paperFont`
 * @param theme Typst source with the functions that the blocks call: `report/theme/paper.typ`
 * @param refused TeX and paths of pictures that Typst could not take, with the reason
 */
export function typstSource(report: Report, theme: string, refused: ReadonlyMap<string, string> = new Map()): TypstSource {
  const files = new Map<string, Uint8Array>([["/theme.typ", Buffer.from(theme)]]);
  const writing: Writing = { files, targets: new Set([...report.abstract, ...report.chapters.flatMap((chapter) => chapter.blocks), ...report.appendix].flatMap(idsIn)), refused, where: "abstract", columns: COLUMNS, problems: [] };
  const abstract = report.abstract.length === 0 ? "none" : `[${blocksTypst(report.abstract, writing)}]`;
  const body = [
    ...report.chapters.map((chapter) => inPlace(chapter.source, chapter.blocks, writing, chapter.cells)),
    ...(report.appendix.length === 0 ? [] : ["#show: theme.appendix", inPlace("appendix", report.appendix, writing)]),
  ];
  // what cannot be set is told at the front, too
  const summary = [...report.summary, ...claimOfProblems("this file", writing.problems)];
  const parts = ['#import "/theme.typ"', `#show: theme.report.with(${front({ ...report, summary }, abstract)})`, ...body];
  return { source: `${parts.join("\n\n")}\n`, files, problems: writing.problems };
}

function inPlace(where: string, blocks: readonly Block[], writing: Writing, cells?: readonly number[]): string {
  writing.where = where;
  return blocksTypst(blocks, writing, cells);
}

const optional = (text: string | null): string => (text === null || text === "" ? "none" : stringLiteral(text));

const strings = (texts: readonly string[]): string => `(${texts.map((each) => `${stringLiteral(each)},`).join("")})`;

/** Nothing where there are names alone: a theme of one's own need not know of it. */
function bylineTypst(given: readonly Author[]): readonly string[] {
  if (given.every((author) => Object.keys(author).length === 1)) return [];
  const { authors, affiliations } = bylineOf(given);
  const people = authors.map(({ name, id, email, affiliations: places = [], marks }) => `(name: ${stringLiteral(name)}, id: ${optional(id ?? null)}, email: ${optional(email ?? null)}, affiliations: ${strings(places)}, marks: ${stringLiteral(marks.join(","))}),`);
  return [`byline: (people: (${people.join("")}), places: (${affiliations.map(({ mark, text }) => `(${mark === null ? "none" : stringLiteral(String(mark))}, ${stringLiteral(text)}),`).join("")}))`];
}

function courseTypst(course: Course, date: string | null): string {
  const { left, right } = courseHeader(course, date);
  return `course: (left: ${strings(left)}, right: ${strings(right)})`;
}

function front({ title, subtitle, authors, date, language, summary, provenance, template = "article", course = null }: Report, abstract: string): string {
  const [lang = "en", region] = language.split("-");
  const named = [
    `title: ${stringLiteral(title)}`,
    `subtitle: ${optional(subtitle)}`,
    `authors: ${strings(authors.map(({ name }) => name))}`,
    ...bylineTypst(authors),
    `date: ${optional(date)}`,
    `lang: ${stringLiteral(/^[a-z]{2,3}$/i.test(lang) ? lang.toLowerCase() : "en")}`,
    `region: ${optional(region !== undefined && /^[a-z]{2}$/i.test(region) ? region.toUpperCase() : null)}`,
    `abstract: ${abstract}`,
    `summary: (${summary.map(({ holds, text }) => `(${holds ?? "none"}, ${stringLiteral(text)}),`).join("")})`,
    `provenance: ${optional(provenance)}`,
    ...(template === "article" ? [] : [`template: ${stringLiteral(template)}`]),
    ...(course === null ? [] : [courseTypst(course, date)]),
  ];
  return `\n  ${named.join(",\n  ")},\n`;
}
