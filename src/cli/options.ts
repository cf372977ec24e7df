import { parseArgs } from "node:util";
import { didYouMean } from "../notebook/did-you-mean.js";
import { UsageError } from "./command.js";

/** The options a command knows: `boolean` is a switch, `string` wants a value, `strings` may be given several times, each with a value. */
export type OptionTypes = { readonly [name: string]: "boolean" | "string" | "strings" };

export type OptionValues<T extends OptionTypes> = { readonly [K in keyof T]?: T[K] extends "boolean" ? boolean : T[K] extends "strings" ? readonly string[] : string };

/**
 * Reads a command's arguments. `--help` is known to every command.
 * @throws {UsageError} naming the option that is unknown, lacks its value or has one too many
 */
export function readOptions<T extends OptionTypes>(args: readonly string[], types: T): { readonly values: OptionValues<T> & { readonly help?: boolean }; readonly files: readonly string[] } {
  const known: OptionTypes = { ...types, help: "boolean" };
  const options = Object.fromEntries(Object.entries(known).map(([name, type]) => [name, { type: type === "strings" ? "string" as const : type, multiple: type === "strings", ...(name === "help" ? { short: "h" } : {}) }]));
  const { tokens, values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const type = Object.hasOwn(known, token.name) ? known[token.name] : token.name === "h" ? "boolean" : undefined;
    if (type === undefined) throw new UsageError(`there is no option ${token.rawName}${didYouMean(token.name, Object.keys(known)).replace(/"(.*)"/, "--$1")}`);
    if (type !== "boolean" && token.value === undefined) throw new UsageError(`${token.rawName} needs a value: ${token.rawName} …`);
    if (type === "boolean" && token.value !== undefined) throw new UsageError(`${token.rawName} is a switch and takes no value; it was given "${token.value}"`);
  }
  return { values: values as OptionValues<T> & { readonly help?: boolean }, files: positionals };
}
