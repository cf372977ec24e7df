/**
 * What the sentences of a row declare and define, in the terms of a row's own fields. Only what is said in a few plain ways is read:
 * `$x, y \in \mathbb{R}^n$`, `$\lambda > 0$`, `$n = 1, \dots, N$`, definitions, "$L$ is a smooth function of $y$", "$L$ depends on $y$". All else is `Unhandled`.
 */
import type { Row } from "../corpus/row.js";
import { Unhandled } from "./parse.js";

interface Said {
  readonly declare: Record<string, readonly string[]>;
  readonly define: string[];
  readonly opaque: Record<string, readonly string[]>;
  readonly functions: string[];
  readonly assume: Record<string, string | number>;
  readonly indices: Record<string, string | null>;
}

/** Words that say more of an array than its shape, or speak of members. */
const MORE = /symmetr|column|\brows?\b|orthogonal|orthonormal|definite|one-hot|diagonal|\bunit\b|probabilit|distribution|\bmask|convention|layout|broadcast|\bones\b|\bprime|everywhere|padded|outside|(?:is|are|be|with) zero|\bmean zero|independent|identity/i;

/** The row with its sentences in its fields. @throws Unhandled where they say what is not read */
export function withSentences(row: Row): Row {
  if ((row.say ?? []).length === 0) return row;
  const text = row.say!.join(" ").replace(/\\(?:mathop|mathrm|operatorname)\s*\{([a-z]+)\}/g, "\\operatorname{$1}");
  const maths: string[] = [];
  const prose = text.replace(/\$\$([^$]*)\$\$|\$([^$]*)\$/g, (_, display: string | undefined, inline: string | undefined) => ` §${maths.push(display ?? inline ?? "") - 1}§ `);
  if (MORE.test(prose)) throw new Unhandled("sentences that say more");
  const said: Said = { declare: { ...row.declare }, define: [...(row.define ?? [])], opaque: { ...row.opaque }, functions: [...(row.functions ?? [])], assume: { ...row.assume }, indices: { ...row.indices } };
  for (const tex of maths) for (const chunk of chunksOf(tex)) readChunk(chunk, said);
  // j = 1, …, t with t = 1, …, T
  if (Object.values(said.indices).some((end) => end !== null && end in said.indices)) throw new Unhandled("a range that ends at another index");
  readDependence(prose, maths, said);
  for (let round = 0; round < 3; round++) for (const each of said.define) declareEntries(each, row, said);
  return { ...row, ...said, say: [] };
}

/** What stands between wide spaces, line ends, and commas after which another statement begins. */
function chunksOf(tex: string): readonly string[] {
  const lines = tex.replace(/\\(?:begin|end)\{(?:aligned|align\*?|gathered|split)\}|&/g, " ").replace(/\\(?:left|right|bigl?|bigr?|Bigl?|Bigr?)(?![a-zA-Z])|\\[,;!]/g, "").split(/\\\\|\\q?quad|;/);
  const chunks: string[] = [];
  for (const line of lines) {
    let open = "";
    for (const part of line.split(",")) {
      const next = open === "" ? part : `${open},${part}`;
      const isWhole = balanced(next) && /=|\\in(?![a-z])|>|<|\\to/.test(next) && !/\\dots\s*$|\\ldots\s*$/.test(next) && !/=\s*\d+\s*$/.test(next);
      if (isWhole) { chunks.push(next); open = ""; } else open = next;
    }
    if (open !== "") chunks.push(open);
  }
  return chunks.map((chunk) => chunk.trim().replace(/[.\s]+$/, "")).filter((chunk) => chunk !== "");
}

function balanced(tex: string): boolean {
  const count = (sign: RegExp): number => [...tex.matchAll(sign)].length;
  return count(/(?<!\\)[({[]/g) === count(/(?<!\\)[)}\]]/g);
}

const NAME = String.raw`(?:\\(?:mathbf|boldsymbol|bm|hat|bar|tilde|mathrm)\s*(?:\{\s*\\?[a-zA-Z]+\s*\}|\\?[a-zA-Z]+)|\\[a-zA-Z]+|[a-zA-Z])`;
const LIST = new RegExp(`^${NAME}(?:\\s*,\\s*${NAME})*$`);

/** `\mathbf{x}` is x, `\hat x` is xhat, `\mu` is mu. */
function nameOf(tex: string): string {
  const [, accent, inner] = /^\\(mathbf|boldsymbol|bm|hat|bar|tilde|mathrm)\s*\{?\s*(.*?)\s*\}?$/.exec(tex) ?? [];
  if (inner === undefined || accent === undefined) { if (/^[a-zA-Z]{2,}$/.test(tex)) throw new Unhandled("a name of several letters"); return tex.replace("\\", ""); }
  return nameOf(inner) + (/hat|bar|tilde/.test(accent) ? accent : "");
}

function readChunk(chunk: string, said: Said): void {
  const map = new RegExp(`^(${NAME})\\s*(?::|\\\\colon)\\s*\\\\mathbb\\s*\\{?\\s*R\\s*\\}?\\s*(\\^.*)?\\\\to\\s*\\\\mathbb\\s*\\{?\\s*R\\s*\\}?$`).exec(chunk);
  // of an array: what it is a function of stands elsewhere
  if (map !== null) { if (map[2] === undefined) said.functions.push(nameOf(map[1]!)); return; }
  const defined = /^([^=]*)=(.*?)\s*(\\in\s*\\mathbb.*)$/.exec(chunk);
  if (defined !== null) { readChunk(`${defined[1]!.trim()} ${defined[3]!}`, said); readChunk(`${defined[1]!}=${defined[2]!}`, said); return; }
  const list = new RegExp(`^(${NAME})_1\\s*,\\s*(?:\\1_2\\s*,\\s*)?\\\\[lc]?dots\\s*,\\s*\\1_\\{?([a-zA-Z])\\}?(?:\\s*\\\\in\\s*\\\\mathbb\\s*\\{?\\s*R\\s*\\}?)?$`).exec(chunk);
  if (list !== null) { said.declare[nameOf(list[1]!)] ??= [list[2]!]; return; }
  const between = new RegExp(`^0\\s*<\\s*(${NAME})\\s*<\\s*1$`).exec(chunk);
  if (between !== null) { const name = nameOf(between[1]!); said.declare[name] ??= []; said.assume[name] = "unit"; return; }
  const space = /^(.*?)\s*\\in\s*\\mathbb\s*\{?\s*R\s*\}?\s*(?:\^\s*(\{.*\}|[a-zA-Z0-9]))?$/.exec(chunk);
  if (space !== null && LIST.test(space[1]!)) {
    const axes = space[2] === undefined ? [] : space[2].replace(/^\{|\}$/g, "").split("\\times").map((axis) => axis.replace(/[()\s]/g, ""));
    if (axes.some((axis) => !/^[-+0-9a-zA-Z]+$/.test(axis))) throw new Unhandled("a length");
    for (const name of space[1]!.split(",")) said.declare[nameOf(name.trim())] = axes;
    return;
  }
  const range = /^([a-z])\s*(?:=|\\in\s*\\\{)\s*1\s*,\s*\\[lc]?dots\s*,\s*([a-zA-Z])(?:\s*\\\})?$/.exec(chunk);
  if (range !== null) { said.indices[range[1]!] = range[2]!; return; }
  const positive = new RegExp(`^(${NAME})(?:_[a-z])?\\s*>\\s*0$`).exec(chunk);
  if (positive !== null) { const name = nameOf(positive[1]!); said.declare[name] ??= []; said.assume[name] = "positive"; return; }
  if (new RegExp(`^${NAME}(?:_(?:\\{[a-z]+\\}|[a-z]))?$`).test(chunk)) return;
  // dO is a name here, and d times O to the reader of formulas
  if (/^\\math(?:bf|rm)\s*\{\s*[a-zA-Z]{2,}/.test(chunk)) throw new Unhandled("a name of several letters");
  if (/=/.test(chunk) && !/:|\\(?:in|to|ge|le|ne|text|forall|mathbb|sim)(?![a-z])|[<>]/.test(chunk)) { said.define.push(chunk); return; }
  throw new Unhandled("what a formula in the sentences says");
}

/** "§k§ is a smooth function of §j§", "§k§ depends on §j§": an unspecified function of what is declared or defined. */
function readDependence(prose: string, maths: readonly string[], said: Said): void {
  for (const [, of, by] of prose.matchAll(/§(\d+)§ (?:(?!function|depend)[^.§])*(?:function of|depends? (?:only )?on)(?: all| the| entries of)* §(\d+)§/g)) {
    const name = maths[Number(of)]!.trim(), variable = maths[Number(by)]!.trim().replace(/_(?:\{[a-z]+\}|[a-z])$/, "");
    if (!LIST.test(name) || !LIST.test(variable)) throw new Unhandled("what a function depends on");
    said.opaque[nameOf(name)] = variable.split(",").map((each) => nameOf(each.trim()));
  }
}

/** `P_{ij} = …` of a P that nothing declares: as long as what i and j index elsewhere. */
function declareEntries(definition: string, row: Row, said: Said): void {
  const [, head, subscript] = new RegExp(`^(${NAME})_(\\{[a-z]+\\}|[a-z])\\s*=`).exec(definition) ?? [];
  if (head === undefined || subscript === undefined || said.declare[nameOf(head)] !== undefined) return;
  const axes = [...subscript.replace(/[{}]/g, "")].map((index) => said.indices[index] ?? axisOf(index, [...said.define, row.latex], said));
  if (axes.every((axis) => axis !== null)) said.declare[nameOf(head)] = axes;
}

function axisOf(index: string, formulas: readonly string[], { declare }: Said): string | null {
  for (const [, name, subscript] of formulas.join(" ").matchAll(new RegExp(`(${NAME})_(\\{[a-z]+\\}|[a-z])`, "g"))) {
    const letters = [...subscript!.replace(/[{}]/g, "")], axes = declare[nameOf(name!)];
    const at = letters.indexOf(index);
    if (at >= 0 && axes?.length === letters.length) return axes[at]!;
  }
  return null;
}
