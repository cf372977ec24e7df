/** Inline tokens to the report's inline content. */
import type { Token } from "markdown-it";
import type { Inline } from "../model.js";
import { placeText } from "../problem.js";
import { liftMacros, texError, underlined, withMacros } from "../tex.js";
import { citationHref, type Manner } from "../bibliography/citation-link.js";
import type { Citation } from "./citation-rule.js";
import type { Reading } from "./context.js";

const CLOSES: { readonly [open: string]: "emphasis" | "strong" | "strike" | "key" | "sub" | "sup" } = { em_open: "emphasis", strong_open: "strong", s_open: "strike", kbd_open: "key", sub_open: "sub", sup_open: "sup" };

/** Links lead to the web, to a mail address, or within the report; anything else (javascript:, file:, data:) is not a link. */
const SAFE_LINK = /^(https?:\/\/|mailto:|#)/i;

export function readInlines(tokens: readonly Token[], reading: Reading): readonly Inline[] {
  const [content] = readUntil(tokens, 0, null, reading);
  return joinTexts(content);
}

/** Reads up to the closing token; returns the content and the position after it. */
function readUntil(tokens: readonly Token[], from: number, close: string | null, reading: Reading): readonly [Inline[], number] {
  const content: Inline[] = [];
  let i = from;
  while (i < tokens.length && tokens[i]!.type !== close) {
    const token = tokens[i]!;
    if (token.nesting === 1) {
      const [children, after] = readUntil(tokens, i + 1, token.type.replace("_open", "_close"), reading);
      content.push(...around(token, joinTexts(children)));
      i = after;
    } else {
      content.push(...single(token, reading));
      i++;
    }
  }
  return [content, i + 1];
}

function around(token: Token, children: readonly Inline[]): readonly Inline[] {
  const kind = CLOSES[token.type];
  if (kind !== undefined) return [{ kind, children }];
  const href = String(token.attrGet("href") ?? "");
  return token.type === "link_open" && SAFE_LINK.test(href) ? [{ kind: "link", href, children }] : children;
}

function single(token: Token, reading: Reading): readonly Inline[] {
  switch (token.type) {
    case "text": case "text_special": case "html_inline":
      return token.content === "" ? [] : [{ kind: "text", text: token.content }];
    case "softbreak": return [{ kind: "text", text: " " }];
    case "hardbreak": return [{ kind: "break" }];
    case "code_inline": return [{ kind: "code", text: token.content }];
    case "maths_inline": case "maths_display": return readMaths(token.content, reading);
    case "image": return [readImage(token, reading)];
    case "citation": return readCitation(token.meta as unknown as Citation);
    case "footnote_ref": return readFootnote(token, reading);
    case "footnote_anchor": return [];
    default: return token.content === "" ? [] : [{ kind: "text", text: token.content }];
  }
}

function readMaths(source: string, reading: Reading): readonly Inline[] {
  const { tex, macros } = liftMacros(source, reading.macros);
  reading.macros = macros;
  if (tex === "") return [];
  const whole = withMacros(tex, macros);
  const error = texError(whole, false);
  if (error === null) return [{ kind: "maths", tex: whole }];
  reading.problems.push({ where: placeText(reading.context.origin), message: `LaTeX cannot be read: ${error.message}\n${underlined(whole, error)}` });
  return [{ kind: "code", text: source }, { kind: "strong", children: [{ kind: "text", text: ` [LaTeX cannot be read: ${error.message}]` }] }];
}

function readImage(token: Token, reading: Reading): Inline {
  const source = String(token.attrGet("src") ?? "");
  const image = reading.context.readImage(source);
  if ("source" in image) return { kind: "image", source: image.source, alt: token.content };
  reading.problems.push({ where: placeText(reading.context.origin), message: `image ${source}: ${image.problem}` });
  return { kind: "strong", children: [{ kind: "text", text: `[image ${source}: ${image.problem}]` }] };
}

/** Numbers are settled for the whole report later. */
function readCitation({ cited, isInText }: Citation): readonly Inline[] {
  const link = (key: string, manner: Manner): Inline => ({ kind: "link", href: citationHref({ manner, key }), children: [] });
  if (isInText) return cited.map(({ key }) => link(key, "text"));
  const hasWords = cited.some(({ before, note }) => before !== "" || note !== "");
  const works = cited.flatMap(({ key, before, note }, k): readonly Inline[] => [
    { kind: "text", text: `${k === 0 ? "[" : hasWords ? "; " : ", "}${before === "" ? "" : `${before} `}` },
    link(key, before === "" ? "alone" : "behind"),
    { kind: "text", text: note === "" ? "" : `, ${note}` },
  ]);
  return [...works, { kind: "text", text: "]" }];
}

/** The number is settled for the whole report later; here it is the parser's id. */
function readFootnote(token: Token, reading: Reading): readonly Inline[] {
  const id = (token.meta as { readonly id: number }).id;
  return [{ kind: "footnote", number: id, blocks: reading.footnotes.get(id) ?? [] }];
}

/** Neighbouring texts as one, so that a phrase such as "equation (7)" is found whole. */
function joinTexts(content: readonly Inline[]): readonly Inline[] {
  return content.reduce<Inline[]>((joined, next) => {
    const last = joined.at(-1);
    if (last?.kind === "text" && next.kind === "text") joined[joined.length - 1] = { kind: "text", text: last.text + next.text };
    else joined.push(next);
    return joined;
  }, []);
}
