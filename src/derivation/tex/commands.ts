/** What each command that is no symbol reads after itself and leaves in the tree. */
import { readLeft, readMiddle } from "./read-delimited.js";
import { readBegin } from "./read-environment.js";
import { type CommandReader, deeper, group, join, optionEnd, peek, rawArgument, type Reading, rawOption, spelled, take, takeIf } from "./reading.js";
import { readText, textOf, wordAhead } from "./read-text.js";
import type { Tex } from "./tex.js";
import type { Token } from "./tokens.js";

const argument = (reading: Reading, owner: Token): Tex => reading.readers.argument(reading, owner);

const fraction: CommandReader = (reading, command) => {
  if (command.text === "\\cfrac") rawOption(reading);
  const numerator = argument(reading, command);
  const denominator = argument(reading, command);
  return { kind: "fraction", numerator, denominator, ...join(command, denominator) };
};

const binomial: CommandReader = (reading, command) => {
  const upper = argument(reading, command);
  const lower = argument(reading, command);
  return { kind: "binomial", upper, lower, ...join(command, lower) };
};

const root: CommandReader = (reading, command) => {
  const index = rootIndex(reading);
  const radicand = argument(reading, command);
  return { kind: "root", index, radicand, ...join(command, radicand) };
};

function rootIndex(reading: Reading): Tex | null {
  const end = optionEnd(reading);
  const opener = end === null ? undefined : take(reading);
  const closer = end === null ? undefined : reading.tokens[end];
  if (end === null || opener === undefined || closer === undefined) return null;
  const limit = reading.limit;
  reading.limit = end;
  const body = deeper(reading, opener, () => reading.readers.list(reading));
  reading.limit = limit;
  // what a list does not read ("&", say) is left for the radicand to stumble over
  if (reading.at < end) return group(body, join(opener, closer));
  reading.at = end + 1;
  return group(body, join(opener, closer));
}

const accent: CommandReader = (reading, command) => {
  const body = argument(reading, command);
  return { kind: "accent", name: command.text.slice(1), body, ...join(command, body) };
};

/** Plain TeX's and AMS's spellings, each to LaTeX's. */
const FONTS: ReadonlyMap<string, string> = new Map([["bold", "mathbf"], ["Bbb", "mathbb"], ["bf", "mathbf"], ["rm", "mathrm"], ["it", "mathit"], ["sf", "mathsf"], ["tt", "mathtt"], ["cal", "mathcal"], ["frak", "mathfrak"], ["mit", "mathit"]]);

/** `\mathbf` and `{\bf …}` are one font. */
export const fontName = (command: string): string => FONTS.get(command.slice(1)) ?? command.slice(1);

const font: CommandReader = (reading, command) => {
  const body = argument(reading, command);
  return { kind: "font", name: fontName(command.text), body, ...join(command, body) };
};

/** `\mathrm{ReLU}` is a word, `\mathrm{d}` the letter d, `\mathrm{x_i}` a font. */
const upright: CommandReader = (reading, command) => {
  const word = wordAhead(reading, command.text === "\\mathrm" ? /^[a-zA-Z]+$/ : /^[a-zA-Z]{2,}$/);
  if (word === null) return font(reading, command);
  reading.at = word.next;
  const place = join(command, word.span);
  return word.text.length === 1 ? { kind: "symbol", text: word.text, ...place } : { kind: "words", command: fontName(command.text), text: word.text, ...place };
};

const operator: CommandReader = (reading, command) => {
  takeIf(reading, "*");
  const { tokens, span } = rawArgument(reading, command);
  return { kind: "words", command: "operatorname", text: textOf(tokens).trim(), ...join(command, span) };
};

/** `\underset{note}{body}`. */
const noteFirst: CommandReader = (reading, command) => {
  const note = argument(reading, command);
  const body = argument(reading, command);
  return { kind: "annotated", name: command.text.slice(1), body, note, ...join(command, body) };
};

/** `\boxed{body}`; the note of `\underbrace{body}_{note}` is read with the scripts. */
const noteLess: CommandReader = (reading, command) => {
  rawOption(reading);
  const body = argument(reading, command);
  return { kind: "annotated", name: command.text.slice(1), body, note: null, ...join(command, body) };
};

/** `\xrightarrow[below]{above}` is an arrow with a note. */
const longArrow: CommandReader = (reading, command) => {
  rawOption(reading);
  const note = argument(reading, command);
  const arrow: Tex = { kind: "symbol", text: `\\${command.text.slice(2)}`, start: command.start, end: command.end };
  return { kind: "annotated", name: command.text.slice(1), body: arrow, note, ...join(command, note) };
};

/** `\mathbin{\star}`, `\mathop{\rm argmax}`: a group; of one node, the node itself: TeX's class says nothing new about it. */
const classified: CommandReader = (reading, command) => {
  const body = argument(reading, command);
  const place = join(command, body);
  const [only, ...more] = body.kind === "group" ? body.body : [];
  return only !== undefined && more.length === 0 ? { ...only, ...place } : group(body.kind === "group" ? body.body : [body], place);
};

/** `\textcolor{red}{body}`, `\smash{body}`: the body alone, with the place of all. */
const bodyOnly =
  (before: number): CommandReader =>
  (reading, command) => {
    for (let index = 0; index < before; index++) {
      rawOption(reading);
      rawArgument(reading, command);
    }
    if (before === 0) rawOption(reading);
    const body = argument(reading, command);
    return body.kind === "group" ? group(body.body, join(command, body)) : body;
  };

const nothing: CommandReader = () => null;

const nothingWithArgument: CommandReader = (reading, command) => {
  takeIf(reading, "*");
  rawOption(reading);
  rawArgument(reading, command);
  return null;
};

/** `\kern 1em`. */
const length: CommandReader = (reading) => {
  for (let token = peek(reading); token !== undefined && /^[-+\d.]$/.test(token.text); token = peek(reading)) take(reading);
  const [first, second] = [reading.tokens[reading.at], reading.tokens[reading.at + 1]];
  if (/^(?:em|ex|pt|mm|cm|in|mu|px|pc)$/.test(`${first?.text ?? ""}${second?.text ?? ""}`)) reading.at += 2;
  return null;
};

const tag: CommandReader = (reading, command) => {
  takeIf(reading, "*");
  reading.marks.tag = spelled(rawArgument(reading, command).tokens);
  return null;
};

const label: CommandReader = (reading, command) => {
  reading.marks.label = spelled(rawArgument(reading, command).tokens);
  return null;
};

const reference: CommandReader = (reading, command) => {
  const { tokens, span } = rawArgument(reading, command);
  return { kind: "words", command: command.text.slice(1), text: spelled(tokens), ...join(command, span) };
};

/** `\substack{i < j \\ j \ne k}` and plain TeX's `\pmatrix{a & b \cr c & d}` are environments without `\begin`. */
const bracedRows =
  (name: string): CommandReader =>
  (reading, command) => {
    const opener = takeIf(reading, "{");
    if (opener === undefined) return argument(reading, command);
    reading.at--;
    const { rows, end } = reading.readers.rowsInBraces(reading, opener);
    return { kind: "environment", name, rows, ...join(command, end) };
  };

/** `\pmod{n}`: in parentheses. */
const parenthesisedModulus: CommandReader = (reading, command) => {
  const body = argument(reading, command);
  const sign: Tex = { kind: "symbol", text: "\\mod", start: command.start, end: command.end };
  return { kind: "delimited", left: "(", right: ")", body: [sign, body], ...join(command, body) };
};

/** `\not=` is `\neq`, `\not\in` is `\notin`; another sign stays behind its `\not`. */
const negation: CommandReader = (reading, command) => {
  const sign = take(reading);
  if (sign === undefined || sign.text === "{" || sign.text === "}") {
    reading.at -= sign === undefined ? 0 : 1;
    const body = argument(reading, command);
    return { kind: "annotated", name: "not", body, note: null, ...join(command, body) };
  }
  return { kind: "symbol", text: NEGATIONS.get(sign.text) ?? `\\not${sign.text}`, ...join(command, sign) };
};

const NEGATIONS: ReadonlyMap<string, string> = new Map([["=", "\\neq"], ["\\in", "\\notin"], ["<", "\\nless"], [">", "\\ngtr"], ["\\le", "\\nleq"], ["\\leq", "\\nleq"], ["\\ge", "\\ngeq"], ["\\geq", "\\ngeq"], ["\\sim", "\\nsim"], ["\\subseteq", "\\nsubseteq"], ["\\mid", "\\nmid"]]);

/** Commands that change how their body looks and nothing else: its nodes stand in the list as if the command were not there. */
export const isTransparent = (command: string): boolean => TRANSPARENT.has(command);

const TRANSPARENT: ReadonlySet<string> = new Set(["\\textcolor", "\\ensuremath", "\\smash", "\\class", "\\cssId", "\\htmlClass", "\\htmlId", "\\htmlStyle", "\\bbox"]);

const each = (words: string, reader: CommandReader): (readonly [string, CommandReader])[] => words.trim().split(/\s+/).map((word) => [`\\${word}`, reader] as const);

/** By name, backslash included. */
export const COMMANDS: ReadonlyMap<string, CommandReader> = new Map([
  ...each("frac dfrac tfrac cfrac", fraction),
  ...each("binom dbinom tbinom", binomial),
  ...each("sqrt", root),
  ...each(
    `hat bar tilde vec dot ddot dddot ddddot acute grave breve check mathring widehat widetilde widecheck overline underline underbar
     overrightarrow overleftarrow overleftrightarrow underrightarrow underleftarrow underleftrightarrow overgroup undergroup wideparen utilde
     overlinesegment underlinesegment Overrightarrow overleftharpoon overrightharpoon`,
    accent,
  ),
  ...each("mathbf boldsymbol bm bold pmb mathbb Bbb mathcal mathscr mathfrak symbf symbfit mathbfit mathds mathbbm", font),
  ...each("mathrm mathsf mathtt mathit mathnormal symrm symup", upright),
  ...each("operatorname operatornamewithlimits", operator),
  ...each("text textrm textbf textit textnormal textup textsf texttt textmd textsc textsl mbox hbox fbox framebox", readText),
  ...each("underset overset stackrel underoverset cancelto", noteFirst),
  ...each("underbrace overbrace underbracket overbracket boxed cancel bcancel xcancel sout", noteLess),
  ...each(
    `xrightarrow xleftarrow xleftrightarrow xRightarrow xLeftarrow xLeftrightarrow xmapsto xhookrightarrow xhookleftarrow xtwoheadrightarrow
     xtwoheadleftarrow xrightharpoonup xrightharpoondown xleftharpoonup xleftharpoondown xrightleftharpoons xleftrightharpoons xtofrom xlongequal`,
    longArrow,
  ),
  ...each("mathop mathrel mathbin mathord mathopen mathclose mathinner mathpunct", classified),
  ...each("ensuremath smash mathclap mathllap mathrlap clap llap rlap vcenter", bodyOnly(0)),
  ...each("textcolor colorbox raisebox class cssId href htmlClass htmlId htmlStyle", bodyOnly(1)),
  ...each("fcolorbox", bodyOnly(2)),
  ...each("bbox", bodyOnly(0)),
  ...each("color phantom hphantom vphantom hspace vspace mspace require", nothingWithArgument),
  ...each("kern mkern hskip mskip", length),
  ...each(
    `enspace enskip thinspace medspace thickspace negthinspace negmedspace negthickspace space nobreakspace nobreak allowbreak
     allowdisplaybreaks displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits displaylimits nonumber notag mathstrut strut relax
     hfill hfil null centering noindent indent par protect tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge
     boldmath unboldmath smallskip medskip bigskip newpage displaybreak leavevmode lefteqn nocorr`,
    nothing,
  ),
  ...[..." ,;:!>/", "\n"].map((sign) => [`\\${sign}`, nothing] as const),
  ["~", nothing],
  ...each("tag", tag),
  ...each("label", label),
  ...each("eqref ref cref Cref autoref cite", reference),
  ...["substack", "matrix", "pmatrix", "cases"].flatMap((name) => each(name, bracedRows(name))),
  ...each("eqalign", bracedRows("aligned")),
  ...each("displaylines", bracedRows("gathered")),
  ...each("pmod pod", parenthesisedModulus),
  ...each("not", negation),
  ...each("left", readLeft),
  ...each("middle", readMiddle),
  ...each("begin", readBegin),
]);
