/** What to say of a command that nothing knows. */
import { COMMANDS } from "./commands.js";
import { nearest } from "./nearest.js";
import { symbolNames } from "./symbols.js";
import { TexFault } from "./tex-fault.js";
import type { Token } from "./tokens.js";

export function unknownCommand(token: Token): TexFault {
  if (token.text === "\\") return new TexFault(token, "a backslash at the end of the formula begins no command: remove it");
  if (token.text === "\\over" || token.text === "\\choose" || token.text === "\\atop") return new TexFault(token, `'${token.text}' has no place here: put braces around the fraction`);
  const close = nearest(token.text.slice(1), knownNames());
  const hint = close === null ? `define it with '\\newcommand{${token.text}}{…}'` : `did you mean '\\${close}'?`;
  return new TexFault(token, `the command '${token.text}' is not known: ${hint}`);
}

function* knownNames(): Iterable<string> {
  for (const name of symbolNames()) if (/^\\[a-zA-Z]/.test(name)) yield name.slice(1);
  for (const name of COMMANDS.keys()) if (/^\\[a-zA-Z]/.test(name)) yield name.slice(1);
}
