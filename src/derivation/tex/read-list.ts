/** Lists of nodes, scripts and arguments: the part of TeX's grammar that every command stands in. */
import { COMMANDS, fontName, isTransparent } from "./commands.js";
import { type PairRole, roleOf, spelling } from "./delimiters.js";
import { addDelimiter, addNode, finishPairs, newPairList, openPairs, type PairList } from "./pairs.js";
import { isSize, readSized } from "./read-delimited.js";
import { endsRow, readRows } from "./read-environment.js";
import { readNumber } from "./read-number.js";
import { deeper, enter, group, join, peek, type Readers, type Reading, spanOf, take, takeIf, UNCLOSED_BRACE } from "./reading.js";
import { classOf } from "./symbols.js";
import type { Tex } from "./tex.js";
import { TexFault } from "./tex-fault.js";
import type { Token } from "./tokens.js";
import { asCommand } from "./unicode.js";
import { unknownCommand } from "./unknown-command.js";

const ENDS: ReadonlySet<string> = new Set(["}", "&", "\\end", "\\right", "$", "\\)", "\\]", "\\intertext", "\\shortintertext"]);

/** Whether a list ends before this token. */
const endsList = (token: Token): boolean => ENDS.has(token.text) || endsRow(token);

/** `{\bf …}`: the font holds to the end of the group. */
const SWITCHES: ReadonlySet<string> = new Set(["\\bf", "\\rm", "\\it", "\\sf", "\\tt", "\\cal", "\\frak", "\\mit"]);
const INFIXES: ReadonlySet<string> = new Set(["\\over", "\\choose", "\\atop"]);

/** @param infixed whether an `\over` stands before in this group already: TeX has no order for two */
export function readList(reading: Reading, infixed = false): Tex[] {
  const list = newPairList();
  for (let token = peek(reading); token !== undefined && !endsList(token); token = peek(reading)) {
    take(reading);
    if (INFIXES.has(token.text) && infixed) throw unknownCommand(token);
    if (INFIXES.has(token.text)) return [readInfix(reading, token, finishPairs(list))];
    if (SWITCHES.has(token.text)) addNode(list, readSwitch(reading, token));
    else readInto(reading, list, token);
  }
  return finishPairs(list);
}

/** Reads one node with its scripts and puts it at its place. */
function readInto(reading: Reading, list: PairList, token: Token): void {
  if (isSize(token.text)) {
    const { node, delimiter, side } = readSized(reading, token);
    const role = side === "l" ? "open" : side === "r" ? "close" : side === "m" ? null : roleOf(delimiter);
    addWithRole(reading, list, readScripts(reading, node, token), delimiter, role);
    return;
  }
  const role = roleOf(asPlain(token));
  if (role !== null) {
    const text = spelling(asPlain(token));
    addWithRole(reading, list, readScripts(reading, symbol(token, text), token), text, role);
    return;
  }
  if (isScript(token.text)) {
    reading.at--;
    addNode(list, readScripts(reading, null, token));
    return;
  }
  const node = readAtom(reading, token, true);
  if (node === null) return;
  const next = peek(reading);
  if (node.kind === "group" && isTransparent(token.text) && (next === undefined || !isScript(next.text))) for (const child of node.body) addNode(list, child);
  else addNode(list, readScripts(reading, node, token));
}

function addWithRole(reading: Reading, list: PairList, node: Tex, delimiter: string, role: PairRole | null): void {
  if (role === null) addNode(list, node);
  else addDelimiter(list, node, delimiter, role);
  reading.depth += openPairs(list);
  enter(reading, node);
  reading.depth -= openPairs(list) + 1;
}

const asPlain = (token: Token): string => (token.kind === "character" ? asCommand(token.text) : token.text);

const symbol = (token: Token, text: string): Tex => ({ kind: "symbol", text, start: token.start, end: token.end });

/**
 * The node that a token begins, without its scripts; null for spacing and the like.
 * @param whole whether digits may go on to a number and dots to an ellipsis: not in `\frac12`
 */
function readAtom(reading: Reading, token: Token, whole: boolean): Tex | null {
  if (token.text === "{") return readGroup(reading, token);
  if (token.kind === "character" && /[0-9.]/.test(token.text)) return readNumber(reading, token, whole);
  const text = asPlain(token);
  const command = COMMANDS.get(text);
  if (command !== undefined) return deeper(reading, token, () => command(reading, token));
  const named = SHORTHANDS.get(text);
  if (named !== undefined) return { kind: "font", name: "mathbb", body: group([symbol(token, named)], token), start: token.start, end: token.end };
  if (classOf(text) === null && roleOf(text) === null) throw unknownCommand(token);
  if (token.text === "#") throw new TexFault(token, "'#' stands for an argument in a macro's definition only: for the sign itself write '\\#'");
  return symbol(token, spelling(text) === text || roleOf(text) === null ? text : spelling(text));
}

/** KaTeX's names for the sets of numbers. */
const SHORTHANDS: ReadonlyMap<string, string> = new Map(["R", "N", "Z", "Q", "C"].map((letter) => [`\\${letter}`, letter]));

function readGroup(reading: Reading, opener: Token): Tex {
  const body = deeper(reading, opener, () => readList(reading));
  const closer = takeIf(reading, "}");
  if (closer === undefined) throw new TexFault(opener, UNCLOSED_BRACE);
  return group(body, join(opener, closer));
}

const isScript = (text: string): boolean => text === "^" || text === "_" || text === "'" || text === "′";

/** The scripts after a node, if any. @param base null at the start of a list */
function readScripts(reading: Reading, base: Tex | null, at: Token): Tex {
  let sub: Tex | null = null;
  let sup: Tex | null = null;
  let primes = 0;
  let place = base === null ? { start: at.start, end: at.start } : { start: base.start, end: base.end };
  for (;;) {
    const token = peek(reading);
    if (token === undefined) break;
    if (LIMITS.has(token.text)) take(reading);
    else if (!isScript(token.text)) break;
    else {
      take(reading);
      if (token.text === "'" || token.text === "′") {
        if (sup !== null) throw second(token, "superscript");
        primes++;
        place = join(place, token);
        continue;
      }
      if (token.text === "_" ? sub !== null : sup !== null) throw second(token, token.text === "_" ? "subscript" : "superscript");
      const script = readArgument(reading, token);
      place = join(place, script);
      const marks = token.text === "^" ? primesOf(script) : 0;
      if (marks > 0) primes += marks;
      else if (token.text === "_") sub = script;
      else sup = script;
    }
  }
  if (sub === null && sup === null && primes === 0) return base as Tex;
  return noted(base, sub, sup, primes, place) ?? { kind: "scripts", base, sub, sup, primes, ...place };
}

const LIMITS: ReadonlySet<string> = new Set(["\\limits", "\\nolimits", "\\displaylimits"]);

function second({ text, ...at }: Token, what: string): TexFault {
  const sign = text === "_" ? "_" : "^";
  return new TexFault(at, `a second ${what} on the same base: put braces around the first, '{a${sign}b}${sign}c', or around both, 'a${sign}{b c}'`);
}

/** `^\prime`, `^{\prime\prime}`, `^{'}`: how many primes a superscript is; 0 if it is anything else. */
function primesOf(script: Tex): number {
  if (script.kind !== "group" || script.body.length === 0) return 0;
  let primes = 0;
  for (const node of script.body) {
    if (node.kind === "symbol" && node.text === "\\prime") primes++;
    else if (node.kind === "scripts" && node.base === null && node.sub === null && node.sup === null) primes += node.primes;
    else return 0;
  }
  return primes;
}

/** The script of `\underbrace{…}_{…}` is its note. */
function noted(base: Tex | null, sub: Tex | null, sup: Tex | null, primes: number, place: { start: number; end: number }): Tex | null {
  if (base?.kind !== "annotated" || base.note !== null || primes > 0) return null;
  const isNote = /^under/.test(base.name) ? sup === null : /^over/.test(base.name) ? sub === null : false;
  return isNote ? { ...base, note: sub ?? sup, ...place } : null;
}

export function readArgument(reading: Reading, owner: Token): Tex {
  const token = peek(reading);
  if (token === undefined || endsList(token) || isScript(token.text)) {
    if (owner.text === "^" || owner.text === "_") throw new TexFault(owner, `'${owner.text}' has nothing to raise or lower after it: add it in braces`);
    throw new TexFault(owner, `'${owner.text}' needs an argument in braces after it`);
  }
  take(reading);
  if (token.text === "{") return readGroup(reading, token);
  if (isSize(token.text)) {
    const { node } = readSized(reading, token);
    return group([node], node);
  }
  if (SWITCHES.has(token.text) || INFIXES.has(token.text)) throw new TexFault(token, `'${token.text}' cannot be an argument: put braces around what it belongs to`);
  const node = readAtom(reading, token, false);
  // spacing before an argument: `\frac\, a b`
  return node === null ? deeper(reading, token, () => readArgument(reading, owner)) : group([node], node);
}

/** `{a \over b}`: the whole list so far over the whole rest of it. */
function readInfix(reading: Reading, infix: Token, before: Tex[]): Tex {
  const upper = group(before, spanOf(before, infix.start));
  const after = deeper(reading, infix, () => readList(reading, true));
  const lower = group(after, spanOf(after, infix.end));
  const place = join(join(upper, infix), lower);
  return infix.text === "\\over" ? { kind: "fraction", numerator: upper, denominator: lower, ...place } : { kind: "binomial", upper, lower, ...place };
}

function readSwitch(reading: Reading, command: Token): Tex {
  // `\bf{x} y` means `\mathbf{x} y`, whatever TeX makes of it
  if (peek(reading)?.text === "{") return readScripts(reading, readAtom(reading, { ...command, text: `\\${fontName(command.text)}` }, true), command);
  const body = deeper(reading, command, () => readList(reading));
  const name = fontName(command.text);
  const place = join(command, spanOf(body, command.end));
  const letters = body.map((node) => (node.kind === "symbol" && /^[a-zA-Z]$/.test(node.text) ? node.text : " ")).join("");
  if (name === "mathrm" && /^[a-zA-Z]+$/.test(letters)) return letters.length === 1 ? { kind: "symbol", text: letters, ...place } : { kind: "words", command: name, text: letters, ...place };
  return { kind: "font", name, body: group(body, spanOf(body, command.end)), ...place };
}

function rowsInBraces(reading: Reading, opener: Token): { rows: ReturnType<typeof readRows>; end: Token } {
  take(reading);
  const rows = readRows(reading, opener);
  const end = takeIf(reading, "}");
  if (end === undefined) throw new TexFault(opener, UNCLOSED_BRACE);
  return { rows, end };
}

export const READERS: Readers = { list: (reading) => readList(reading), argument: readArgument, rowsInBraces };
