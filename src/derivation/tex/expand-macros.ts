/** Replaces the author's commands by what they stand for. Source: The TeXbook, chapter 20, as far as mathematics needs it. */
import { isDefinition, isWeak, LONGEST_DEFINITION, type Macro, type Macros, readDefinition } from "./macros.js";
import type { Span } from "./tex.js";
import { TexFault } from "./tex-fault.js";
import type { Token } from "./tokens.js";

/** More than any formula needs; a macro that calls itself gets here at once. */
const MOST_CALLS = 5_000;
const MOST_TOKENS = 50_000;

/**
 * The tokens with every macro expanded and every definition taken out. A body's tokens get the span of the call; what the call gave as
 * arguments keeps its own.
 * @throws {TexFault} where a call has no end or lacks an argument
 */
export function expandMacros(tokens: readonly Token[], known: Macros): readonly Token[] {
  if (!tokens.some(({ kind, text }) => kind === "command" && (known.has(text) || isDefinition(text)))) return tokens;
  const macros = new Map(known);
  const input: Input = { rest: tokens.toReversed(), made: 0 };
  const output: Token[] = [];
  let calls = 0;
  for (let token = input.rest.pop(); token !== undefined; token = input.rest.pop()) {
    const macro = token.kind === "command" ? macros.get(token.text) : undefined;
    if (token.kind === "command" && isDefinition(token.text)) define(token, input, macros);
    else if (macro === undefined) output.push(token);
    else if (++calls > MOST_CALLS) throw endless(token);
    else expand(token, macro, input);
  }
  return output;
}

/** The tokens still to be read, the next one last; how many of them bodies have made. */
interface Input {
  rest: Token[];
  made: number;
}

const endless = (call: Token): TexFault => new TexFault(call, `the macro '${call.text}' expands without end: see whether its definition uses itself`);

function define(definer: Token, input: Input, macros: Map<string, Macro>): void {
  const found = readDefinition([definer, ...input.rest.slice(-LONGEST_DEFINITION).reverse()], 0);
  if (found === null) throw new TexFault(definer, `this '${definer.text}' cannot be read: write '\\newcommand{\\name}[1]{… #1 …}'`);
  input.rest.length -= found.next - 1;
  if (found.macro !== null && !(isWeak(definer.text) && macros.has(found.name))) macros.set(found.name, found.macro);
}

function expand(call: Token, macro: Macro, input: Input): void {
  if (macro.starred && input.rest.at(-1)?.text === "*") input.rest.pop();
  const given: (readonly Token[])[] = [];
  const last: { end: number } = { end: call.end };
  for (let index = 1; index <= macro.parameters; index++) {
    const optional = index === 1 ? macro.optional : null;
    given.push(optional === null ? argument(call, index, macro.parameters, input, last) : (bracketed(input, last) ?? optional));
  }
  const span = { start: call.start, end: Math.max(call.end, last.end) };
  const body = substitute(macro.body, given, span);
  input.made += body.length;
  if (input.made > MOST_TOKENS) throw endless(call);
  for (const token of body.toReversed()) input.rest.push(token);
}

function substitute(body: readonly Token[], given: readonly (readonly Token[])[], { start, end }: Span): Token[] {
  const made: Token[] = [];
  for (let at = 0; at < body.length && made.length <= MOST_TOKENS; at++) {
    const token = body[at] as Token;
    const argument = token.text === "#" ? given[Number(body[at + 1]?.text) - 1] : undefined;
    if (argument === undefined) made.push({ ...token, start, end });
    else {
      for (const piece of argument) made.push(piece);
      at++;
    }
  }
  return made;
}

function argument(call: Token, index: number, count: number, input: Input, last: { end: number }): readonly Token[] {
  skipBlanks(input);
  const first = input.rest.pop();
  if (first === undefined || first.text === "}") {
    throw new TexFault(call, `the macro '${call.text}' takes ${count} argument${count === 1 ? "" : "s"}, and argument ${index} is missing`);
  }
  last.end = Math.max(last.end, first.end);
  if (first.text !== "{") return [first];
  const found: Token[] = [];
  for (let depth = 0; ; ) {
    const token = input.rest.pop();
    if (token === undefined) throw new TexFault(first, "this '{' is never closed: add '}'");
    last.end = Math.max(last.end, token.end);
    if (token.text === "{") depth++;
    else if (token.text === "}" && depth-- === 0) return found;
    found.push(token);
  }
}

function bracketed(input: Input, last: { end: number }): readonly Token[] | null {
  skipBlanks(input);
  if (input.rest.at(-1)?.text !== "[") return null;
  let depth = 0;
  for (let at = input.rest.length - 2; at >= Math.max(0, input.rest.length - LONGEST_DEFINITION); at--) {
    const token = input.rest[at] as Token;
    if (token.text === "]" && depth === 0) {
      const found = input.rest.slice(at + 1, -1).reverse();
      input.rest.length = at;
      last.end = Math.max(last.end, token.end);
      return found;
    }
    if (token.text === "{") depth++;
    else if (token.text === "}" && depth-- === 0) return null;
  }
  return null;
}

function skipBlanks(input: Input): void {
  while (input.rest.at(-1)?.kind === "blank") input.rest.pop();
}
