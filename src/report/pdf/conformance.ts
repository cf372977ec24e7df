/** What keeps a PDF from conforming to PDF/UA-1, in words of the report and with the place in it. */
import type { Block, Report } from "../model.js";
import { placeText, type Problem } from "../problem.js";
import { textOf } from "../walk.js";

/** A block with the text that tells its place. */
interface Placed {
  readonly where: string;
  readonly block: Block;
}

/** A reason of the exporter's: what it says, and which blocks it may mean. */
interface Reason {
  readonly says: RegExp;
  readonly words: (match: RegExpExecArray) => string;
  readonly isMeant: (placed: Placed, before: readonly Placed[], match: RegExpExecArray) => boolean;
}

/** The exporter writes what cannot be printed as `\u{378}`. */
const unescaped = (text: string): string => text.replace(/\\+u\{([0-9a-f]+)\}/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
const named = (character: string): string => `${character} (U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")})`;

type Heading = Extract<Block, { readonly kind: "heading" }>;
const isHeading = ({ block }: Placed): boolean => block.kind === "heading";
const levelOf = (placed: Placed | undefined): number => (placed === undefined ? 0 : (placed.block as Heading).level);

const REASONS: readonly Reason[] = [
  {
    says: /^the text `\\*"(.*?)\\*"` could not be displayed with font/,
    words: ([, text]) => `no face has the character ${[...unescaped(text!)].map(named).join(", ")}: an empty box stands for it`,
    isMeant: ({ block }, _, [, text]) => JSON.stringify(block).includes(unescaped(text!)),
  },
  {
    says: /^skipped from heading level (\d) to (\d)$/,
    words: ([, from, to]) => `a heading of level ${to} follows one of level ${from}: no level may be left out`,
    isMeant: (placed, before, [, from, to]) => isHeading(placed) && levelOf(placed) === Number(to) && levelOf(before.findLast(isHeading)) === Number(from),
  },
  { says: /^the first heading must be of level 1$/, words: () => "the first heading must be one of level 1", isMeant: (placed, before) => isHeading(placed) && !before.some(isHeading) },
  { says: /^heading title is empty$/, words: () => "a heading has no words", isMeant: (placed) => isHeading(placed) && textOf((placed.block as Heading).children).trim() === "" },
];

/**
 * Each with every cell that it may mean: the exporter says a character once for each face, and not where.
 * @param refusal one reason a line, as `compile` gives it
 */
export function conformanceProblems(refusal: string, report: Report): readonly Problem[] {
  const blocks: readonly Placed[] = [
    ...report.chapters.flatMap(({ source, blocks: own, cells }) => own.map((block, k) => ({ block, where: cells?.[k] === undefined ? source : placeText({ notebook: source, cell: cells[k] }) }))),
    ...report.appendix.map((block) => ({ block, where: "appendix" })),
  ];
  const problems = refusal.split("\n").flatMap((line): readonly Problem[] => {
    const reason = REASONS.find(({ says }) => says.test(line)), match = reason?.says.exec(line);
    if (reason === undefined || match === undefined || match === null) return [{ where: "report.pdf", message: `${NOT}${line}` }];
    const places = blocks.filter((placed, k) => reason.isMeant(placed, blocks.slice(0, k), match)).map(({ where }) => where);
    return (places.length === 0 ? ["report.pdf"] : places).map((where) => ({ where, message: `${NOT}${reason.words(match)}` }));
  });
  return problems.filter(({ where, message }, k) => problems.findIndex((other) => other.where === where && other.message === message) === k);
}

const NOT = "the PDF does not conform to PDF/UA-1: ";
