/** A report as a LaTeX article that stands alone: pdfLaTeX compiles it with packages that every installation has. */
import { bylineOf, courseHeader, namesOf } from "../byline.js";
import { compile } from "../pdf/compile.js";
import { didFail, mark, standing } from "../claim-text.js";
import type { Author, Course, Report } from "../model.js";
import type { OutputFile } from "../output-files.js";
import { PictureFiles, type PictureBytes } from "../picture-files.js";
import { idsIn } from "../walk.js";
import { blocksLatex } from "./blocks.js";
import { afterCommand, escapeLatex } from "./escape.js";
import type { LatexWriting } from "./inlines.js";

const PREAMBLE = String.raw`\documentclass[11pt,a4paper]{article}
\usepackage[utf8]{inputenc}
\usepackage{textcomp}
\IfFileExists{lmodern.sty}{\usepackage[T1]{fontenc}\usepackage{lmodern}}{}
\usepackage[margin=26mm]{geometry}
\usepackage{amsmath,amssymb}
\usepackage{graphicx,xcolor}
\usepackage{array,booktabs,longtable,caption}
\usepackage{alltt}
\IfFileExists{ulem.sty}{\usepackage[normalem]{ulem}}{\providecommand{\sout}[1]{\textcolor{gray}{##1}}}
\usepackage[colorlinks,allcolors=link]{hyperref}
\definecolor{link}{HTML}{1A4F8A}
\definecolor{good}{HTML}{1D6B3A}
\definecolor{bad}{HTML}{A3231F}
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.6em}
\setcounter{MaxMatrixCols}{40}
\allowdisplaybreaks
\emergencystretch=3em
% A picture in its own size, or as large as the page allows
\newsavebox{\picturebox}
\newcommand{\fitted}[1]{\sbox{\picturebox}{\includegraphics{#1}}%
  \ifdim\wd\picturebox>0.9\linewidth\includegraphics[width=0.9\linewidth,height=0.6\textheight,keepaspectratio]{#1}%
  \else\ifdim\ht\picturebox>0.6\textheight\includegraphics[height=0.6\textheight]{#1}\else\usebox{\picturebox}\fi\fi}
% Names that KaTeX knows and LaTeX does not
\providecommand{\R}{\mathbb{R}}
\providecommand{\N}{\mathbb{N}}
\providecommand{\Z}{\mathbb{Z}}
\providecommand{\argmax}{\operatorname*{arg\,max}}
\providecommand{\argmin}{\operatorname*{arg\,min}}
\providecommand{\bm}{\boldsymbol}
\providecommand{\mathbbm}{\mathbb}
\providecommand{\dotsm}{\cdots}
% A digit in blackboard bold, for vectors of ones: no font that every installation has holds it
\let\onlyletters\mathbb
\renewcommand{\mathbb}[1]{\ifcat\noexpand#1a\onlyletters{#1}\else\mathbf{#1}\fi}`;

/**
 * `report.tex` and `figures/` (vector pictures as PDF).
 * @param report its figures drawn (`drawFigures`)
 */
export function writeLatex(report: Report): readonly OutputFile[] {
  const writing: LatexWriting = { pictures: new PictureFiles(latexPicture), targets: new Set([...report.abstract, ...report.chapters.flatMap(({ blocks }) => blocks), ...report.appendix].flatMap(idsIn)) };
  const parts = [...report.chapters.map(({ blocks }) => blocksLatex(blocks, writing)), ...(report.appendix.length === 0 ? [] : [`\\appendix\n${blocksLatex(report.appendix, writing)}`])];
  const text = `${PREAMBLE}
\\hypersetup{pdftitle={${escapeLatex(report.title)}},pdfauthor={${escapeLatex(namesOf(report.authors))}}}

\\begin{document}

${front(report, writing)}

\\tableofcontents

${parts.join("\n\n")}

\\end{document}
`;
  return [{ name: "report.tex", content: text }, ...writing.pictures.files];
}

function byline(given: readonly Author[]): readonly string[] {
  const { authors, affiliations } = bylineOf(given);
  const names = authors.map(({ name, id, marks }) => `${escapeLatex(name)}${marks.length === 0 ? "" : `\\textsuperscript{${marks.join(",")}}`}${id === undefined ? "" : ` (${escapeLatex(id)})`}`);
  const places = affiliations.map(({ mark, text }) => `{\\small ${mark === null ? "" : `\\textsuperscript{${mark}}\\,`}${escapeLatex(text)}\\par}`);
  return [...(names.length === 0 ? [] : [`${names.join(", ")}\\par`]), ...places];
}

function courseLatex(course: Course, date: string | null): string {
  const { left, right } = courseHeader(course, date);
  const column = (lines: readonly string[]): string => lines.map((line, k) => (k === 0 ? `\\textbf{${escapeLatex(line)}}` : afterCommand(escapeLatex(line)))).join("\\\\");
  return `\\begin{tabular}[t]{@{}l@{}}${column(left)}\\end{tabular}\\hfill\\begin{tabular}[t]{@{}r@{}}${column(right)}\\end{tabular}\\par\\smallskip\\hrule\\bigskip`;
}

const COLOURS = { holds: "good", open: "black", fails: "bad" } as const;

function front({ title, subtitle, authors, date, abstract, summary, provenance, course = null }: Report, writing: LatexWriting): string {
  const heading = [
    `{\\LARGE\\bfseries ${escapeLatex(title)}\\par}`,
    ...(subtitle === null ? [] : [`{\\large ${escapeLatex(subtitle)}\\par}`]),
    ...byline(authors),
    ...(date === null || course !== null ? [] : [`${escapeLatex(date)}\\par`]),
  ];
  return [
    ...(course === null ? [] : [courseLatex(course, date)]),
    `\\begin{center}\n${heading.join("\n")}\n\\end{center}`,
    ...(abstract.length === 0 ? [] : [`\\begin{abstract}\n${blocksLatex(abstract, writing)}\n\\end{abstract}`]),
    ...(didFail(summary) ? ["\\textcolor{bad}{\\textbf{This report contains failures.}}"] : []),
    ...(summary.length === 0 ? [] : [`\\begin{itemize}\n${summary.map((claim) => `\\item[\\textcolor{${COLOURS[standing(claim)]}}{${escapeLatex(mark(claim))}}] ${escapeLatex(claim.text)}`).join("\n")}\n\\end{itemize}`]),
    ...(provenance === null ? [] : [`{\\small ${escapeLatex(provenance)}}`]),
  ].join("\n\n");
}

/** pdfLaTeX takes no SVG: Typst sets it on a page of its own size. */
function latexPicture({ extension, content }: PictureBytes): { readonly extension: string; readonly content: string | Uint8Array } {
  if (extension !== "svg") return { extension, content };
  const source = '#set page(width: auto, height: auto, margin: 0pt)\n#set document(title: "Figure")\n#image("/picture.svg", alt: "Figure")';
  return { extension: "pdf", content: compile(source, new Map([["/picture.svg", Buffer.from(content)]])).pdf };
}
