/** A work as a line of the list of references: authors, title, where it appeared, year, address. */
import { listed } from "../../derivation/listed.js";
import type { Inline } from "../model.js";
import { texError } from "../tex.js";
import type { Name, Reference } from "./reference.js";

/** "D. E. Rumelhart and G. E. Hinton. Learning representations. *Nature*, 323(6088):533–536, 1986. doi:10.1038/323533a0." */
export function referenceText(reference: Reference): readonly Inline[] {
  const isWhole = reference["container-title"] === undefined; // a book, a thesis: its title is what stands on the shelf
  const names = namesText(reference.author ?? reference.editor ?? []);
  const title = marked(reference.title ?? "");
  const sentences: readonly (readonly Inline[])[] = [
    ...(names === "" ? [] : [[text(reference.author === undefined ? `${names} (ed${(reference.editor ?? []).length > 1 ? "s" : ""}.)` : names)]]),
    ...(title.length === 0 ? [] : [isWhole && reference.type !== "webpage" && reference.type !== "document" ? [{ kind: "emphasis" as const, children: title }] : title]),
    ...source(reference),
    ...address(reference),
  ];
  return sentences.flatMap((sentence, k) => [...(k === 0 ? [] : [text(" ")]), ...sentence, text(endsItself(sentence) ? "" : ".")]).filter((inline) => inline.kind !== "text" || inline.text !== "");
}

const text = (words: string): Inline => ({ kind: "text", text: words });

const endsItself = (sentence: readonly Inline[]): boolean => {
  const last = sentence.at(-1);
  return last?.kind === "text" ? /[.?!]$/.test(last.text) : last?.kind === "emphasis" && endsItself(last.children);
};

/** Initials before the family name; of more than six, or where the entry ends in "and others", the first three. */
function namesText(names: readonly Name[]): string {
  const { known, isOpen } = namesOf(names);
  const all = known.map(nameText).filter((name) => name !== "");
  return isOpen || all.length > 6 ? `${all.slice(0, 3).join(", ")} et al.` : listed(all);
}

/** As a sentence names a work: "He et al.", "Kingma and Ba". Empty where the work names nobody. */
export function namesInText({ author, editor = [] }: Reference): string {
  const { known, isOpen } = namesOf(author ?? editor);
  const all = known.map((name) => nameText({ ...name, given: "", suffix: "" })).filter((name) => name !== "");
  return all.length === 0 ? "" : isOpen || all.length > 2 ? `${all[0]!} et al.` : listed(all);
}

/** BibTeX's "and others" comes as a name. */
function namesOf(names: readonly Name[]): { readonly known: readonly Name[]; readonly isOpen: boolean } {
  const last = names.at(-1);
  const isOpen = names.length > 1 && (last?.given ?? "") === "" && (last?.literal ?? last?.family) === "others";
  return { known: isOpen ? names.slice(0, -1) : names, isOpen };
}

function nameText({ given = "", family = "", literal, suffix, ...particles }: Name): string {
  if (literal !== undefined) return plain(literal);
  const initials = given.split(/[\s.]+/).filter((part) => part !== "").map((part) => part.split("-").map((piece) => `${[...piece][0] ?? ""}.`).join("-")).join("\u00a0");
  return plain([initials, particles["dropping-particle"], particles["non-dropping-particle"], family, suffix].filter((part) => part !== undefined && part !== "").join("\u00a0"));
}

function source({ "container-title": container, volume, issue, page, publisher, genre, edition, number, type, issued }: Reference): readonly (readonly Inline[])[] {
  const place = volume === undefined ? "" : `${volume}${issue === undefined ? "" : `(${issue})`}`;
  const pages = page === undefined ? "" : String(page).replace(/(\d)-+(\d)/g, "$1–$2");
  const isPaged = type !== "article-journal" || place === "";
  const where = place === "" || pages === "" ? [place, pages === "" ? "" : `${isPaged ? (/[–,]/.test(pages) ? "pages " : "page ") : ""}${pages}`] : [`${place}:${pages}`];
  const parts = [genre ?? "", ...where, edition === undefined ? "" : /^\d+$/.test(String(edition)) ? `edition ${edition}` : plain(String(edition)), plain(publisher ?? ""), number === undefined || type === "article-journal" ? "" : String(number), yearOf(issued)].filter((part) => part !== "");
  if (container === undefined) return parts.length === 0 ? [] : [[text(parts.join(", "))]];
  const prefix = type === "paper-conference" || type === "chapter" ? [text("In ")] : [];
  return [[...prefix, { kind: "emphasis", children: marked(container) }, ...(parts.length === 0 ? [] : [text(`, ${parts.join(", ")}`)])]];
}

const yearOf = (issued: Reference["issued"]): string => String(issued?.["date-parts"]?.[0]?.[0] ?? issued?.literal ?? "");

function address({ DOI, URL }: Reference): readonly (readonly Inline[])[] {
  if (DOI !== undefined) {
    const doi = DOI.replace(/^https?:\/\/(dx\.)?doi\.org\//i, "");
    return [[{ kind: "link", href: `https://doi.org/${encodeURI(doi)}`, children: [text(`doi:${doi}`)] }]];
  }
  return URL !== undefined && /^https?:\/\//i.test(URL) ? [[{ kind: "link", href: URL, children: [text(URL)] }]] : [];
}

/** BibTeX's markup, as the reader hands it on: `<i>`, `<sup>`, `$…$`; commands that it does not know lose their backslash. */
function marked(title: string): readonly Inline[] {
  return title.split(/(<i>[^<]*<\/i>|\$[^$]+\$)/).filter((part) => part !== "").map((part): Inline => {
    const italic = /^<i>([^<]*)<\/i>$/.exec(part)?.[1], tex = /^\$([^$]+)\$$/.exec(part)?.[1]?.trim();
    if (tex !== undefined && !/^\s|\s$/.test(part.slice(1, -1)) && texError(tex, false) === null) return { kind: "maths", tex };
    return italic === undefined ? text(plain(part)) : { kind: "emphasis", children: [text(plain(italic))] };
  });
}

const plain = (words: string): string => words.replace(/<\/?(i|b|sup|sub|span|sc)\b[^>]*>/g, "").replace(/\\([A-Za-z]+)\s?/g, "$1").replace(/[{}]/g, "");
