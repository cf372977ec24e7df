/** What refers to something numbered, or cites a work, as a reference with its number. */
import { type CitationLink, citationOf } from "./bibliography/citation-link.js";
import { referenceId } from "./bibliography/reference.js";
import { namesInText } from "./bibliography/reference-text.js";
import type { Counting } from "./counting.js";
import { didYouMean, nearestWord } from "../notebook/did-you-mean.js";
import { listed } from "../derivation/listed.js";
import type { Inline, Origin } from "./model.js";
import { placeInSource } from "./place-in-source.js";
import { placeText } from "./problem.js";
import { mapInlines, textOf } from "./walk.js";

/** The cell that content stands in; `source` where it is at hand. */
export interface CellText {
  readonly origin: Origin;
  readonly source?: string;
}

/** @param counting when everything has its number; citations and notes are counted here, as they are met */
export function resolveReferences(content: readonly Inline[], cell: CellText, counting: Counting): readonly Inline[] {
  const { origin } = cell;
  return withoutArticles(content, counting).flatMap((inline): readonly Inline[] => {
    switch (inline.kind) {
      case "text": return linkNumbers(inline.text, cell, counting);
      case "link": {
        const citation = citationOf(inline.href);
        if (citation !== null) return cite(citation, origin, counting);
        return [inline.href.startsWith("#") ? referTo(inline.href.slice(1), inline.children, origin, counting) : { ...inline, children: resolveReferences(inline.children, cell, counting) }];
      }
      case "emphasis": case "strong": case "strike": case "key": case "sub": case "sup": return [{ ...inline, children: resolveReferences(inline.children, cell, counting) }];
      case "footnote": return [{ ...inline, number: ++counting.footnote, blocks: inline.blocks.map((block) => mapInlines(block, (inner) => resolveReferences(inner, cell, counting))) }];
      default: return [inline];
    }
  });
}

const ARTICLE = /(?<=^|\s|\()(The|the)[ \u00a0]$/;

/** "The [figure](#fig-x) shows" reads "Figure 2 shows": what has a number has no article. */
function withoutArticles(content: readonly Inline[], { targets }: Counting): readonly Inline[] {
  const isCounted = (inline: Inline | undefined): inline is Inline & { readonly kind: "link" } => inline?.kind === "link" && targets.has(inline.href.replace(/^#/, "")) && WORD.test(textOf(inline.children).trim());
  return content.map((inline, k): Inline => {
    if (inline.kind === "text" && isCounted(content[k + 1])) return { ...inline, text: inline.text.replace(ARTICLE, "") };
    const before = content[k - 1];
    return isCounted(inline) && before?.kind === "text" && ARTICLE.exec(before.text)?.[1] === "The" ? { ...inline, children: capitalised(inline.children) } : inline;
  });
}

const capitalised = ([first, ...rest]: readonly Inline[]): readonly Inline[] => (first?.kind === "text" ? [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest] : [...(first === undefined ? [] : [first]), ...rest]);

/** Words to which the number is added: in English, German, French, Spanish and Italian. */
const WORD = new RegExp(`^(${[
  "figures?", "figs?\\.", "tables?", "listings?", "sections?", "chapters?", "equations?", "eqs?\\.",
  "abbildung(en)?", "abb\\.", "tabellen?", "tab\\.", "abschnitt(e|en|s)?", "kapiteln?", "gleichung(en)?", "gl\\.",
  "tableaux?", "chapitres?", "équations?", "éq\\.",
  "figuras?", "tablas?", "sección|secciones", "capítulos?", "ecuación|ecuaciones",
  "figur[ae]", "tabell[ae]", "sezion[ei]", "capitol[oi]", "equazion[ei]",
].join("|")})$`, "iu");

/** `[figure](#fig-x)` reads "figure 2", `[equation](#eq-x)` reads "equation (7)". Text that ends with the number already keeps it. */
function referTo(label: string, children: readonly Inline[], origin: Origin, counting: Counting): Inline {
  const target = counting.targets.get(label);
  if (target === undefined) {
    counting.problems.push({ where: placeText(origin), message: `nothing has the label #${label}${nearest(label, [...counting.targets.keys()])}` });
    return { kind: "strong", children: [...children, { kind: "text", text: ` [nothing has the label #${label}]` }] };
  }
  const number = target.kind === "equation" ? `(${target.number})` : target.number;
  const text = textOf(children);
  const isWord = WORD.test(text.trim()) || text.trim() === "";
  return { kind: "reference", target: label, children: isWord ? [...children, { kind: "text", text: `${text === "" ? "" : "\u00a0"}${number}` }] : children };
}

/** `[@key]` reads "[3]", "@key shows" reads "He et al. [3] shows": works are numbered as they are met. */
function cite({ manner, key }: CitationLink, origin: Origin, { bibliography, cited, problems }: Counting): readonly Inline[] {
  const work = bibliography?.get(key);
  if (work === undefined) {
    const known = [...(bibliography?.keys() ?? [])];
    // An account's name, a decorator, a package.
    if ((manner === "text" && nearestWord(key, known) === null) || (manner === "behind" && bibliography === null)) return [{ kind: "text", text: `@${key}` }];
    const problem = bibliography === null ? `[@${key}] cites a work, but the configuration names no "bibliography"` : `the bibliography has no entry "${key}"${didYouMean(key, known)}`;
    problems.push({ where: placeText(origin), message: problem });
    return [{ kind: "strong", children: [{ kind: "text", text: `@${key}: no such entry` }] }];
  }
  if (!cited.has(key)) cited.set(key, cited.size + 1);
  const number: Inline = { kind: "reference", target: referenceId(key), children: [{ kind: "text", text: String(cited.get(key)) }] };
  if (manner !== "text") return [number];
  const names = namesInText(work);
  return [{ kind: "text", text: `${names}${names === "" ? "" : "\u00a0"}[` }, number, { kind: "text", text: "]" }];
}

function nearest(label: string, known: readonly string[]): string {
  const close = known.find((id) => id.toLowerCase().replace(/\W/g, "") === label.toLowerCase().replace(/\W/g, "") || id.endsWith(label.replace(/^\w+-/, "-")));
  return close === undefined ? "" : `; is #${close} meant?`;
}

/** "equation (7)", "equations (3), (8) and (12)": each number that an equation has becomes a link, and one that none has is told. */
function linkNumbers(text: string, cell: CellText, counting: Counting): readonly Inline[] {
  const result: Inline[] = [];
  let at = 0;
  for (const phrase of text.matchAll(/\b(?:[Ee]quations?|[Ee]qs?\.)\s*(?:\([\w.]+\)(?:,? and |, | or | to |–)?)+|\([A-Z]?\d+[a-z]?\)/g)) {
    const isOwn = /^e/i.test(phrase[0]) && !isOfAnother(text.slice(0, phrase.index), text.slice(phrase.index + phrase[0].length));
    for (const match of phrase[0].matchAll(/(?:\b[Ee](?:quation|q\.)\s*)?\(([\w.]+)\)/g)) {
      const number = match[1]!, id = counting.equations.get(number);
      if (id === undefined) {
        const where = whereOf(phrase[0].slice(0, match.index + match[0].length), cell, counting);
        if (!isOwn || counting.equations.size === 0) continue;
        counting.problems.push({ where, message: `no equation has the number (${number})${numbersThere([...counting.equations.keys()])}` });
        const end = phrase.index + match.index + match[0].length;
        result.push({ kind: "text", text: text.slice(at, end) }, { kind: "strong", children: [{ kind: "text", text: ` [no equation has the number (${number})]` }] });
        at = end;
        continue;
      }
      const begin = phrase.index + match.index;
      if (begin > at) result.push({ kind: "text", text: text.slice(at, begin) });
      result.push({ kind: "reference", target: id, children: [{ kind: "text", text: match[0].replace(/\s+/, "\u00a0") }] });
      at = begin + match[0].length;
    }
  }
  return at === 0 ? [{ kind: "text", text }] : [...result, ...(at < text.length ? [{ kind: "text" as const, text: text.slice(at) }] : [])];
}

/** The place of words that were met as often in their cell as they have been asked for. */
function whereOf(words: string, { origin, source = "" }: CellText, { met }: Counting): string {
  const cell = placeText(origin), key = `${cell}: ${words}`, nth = met.get(key) ?? 0;
  met.set(key, nth + 1);
  return `${cell}${placeInSource(source, words, nth)}`;
}

/** More than these are not listed one by one. */
const LISTED = 8;

/** "; there are (1), (2) and (3)" */
function numbersThere(numbers: readonly string[]): string {
  const written = numbers.map((number) => `(${number})`);
  if (written.length > LISTED) return `; there are ${written.length}, the first is ${written[0]!}, the last ${written.at(-1)!}`;
  return `; there ${written.length === 1 ? "is only" : "are"} ${listed(written)}`;
}

/** "equation (6.4) of the book", "in equation (5) from [3]", "Goodfellow's equation (9)", "[@key], equation (9)" (a citation ends the text before it): a number in another work. */
const isOfAnother = (before: string, after: string): boolean => /['’]s?\s*$|\b(?:their|his|her)\s*$|^\s*,\s*$/.test(before) || (/^,?\s*(?:of|in|from|by|on page|there)\b/.test(after) && !isOurManner(after));

/** What may name another work, within three words. */
const WORK = /^(?:[\w-]+\s+){0,3}(?:books?|textbooks?|papers?|articles?|preprints?|thes[ie]s|lectures?|notes|scripts?|courses?|references?|refs?|works?|publications?|literature|volumes?|editions?|assignments?|manuals?|posts?|slides?)\b/i;

/** "equation (9) in our notation", "of this chapter", "in matrix form", "by hand": how an equation of this text is taken. "in our earlier paper", "in chapter 2", "in Murphy": another's, or it may be. */
function isOurManner(after: string): boolean {
  const ours = /^,?\s*(?:of|in|from|by)\s+(?:our|my|this)\s+(?=[a-z])(.*)/s.exec(after) ?? /^,?\s*(?:in|by)\s+(?!(?:the|an?|that|those|these|their|his|her|its|your|chapters?|sections?|sec|app|appendix|parts?|ch|pp?)\b)(?=[a-z]+(?:[\s,;:)]|\.?$|\.\s))(.*)/s.exec(after);
  return ours !== null && !WORK.test(ours[1]!);
}
