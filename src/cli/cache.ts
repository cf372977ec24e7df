/** `backproof cache`: the stored results of notebooks. */
import { join } from "node:path";
import { resultStore } from "../report/result-store.js";
import { projectFolder } from "../report/read-chapters.js";
import { counted } from "../report/verification.js";
import { UsageError } from "./command.js";
import { readOptions } from "./options.js";
import type { Terminal } from "./terminal.js";

const HELP = `Usage: backproof cache clean [CONFIG]

Removes the stored results of the project that CONFIG stands in (default: the one here), so that the next build runs every notebook.
They are kept in .cache/backproof, which may be removed by other means, too.

Exit code: 0 they are gone, 2 the command could not do its work.
`;

export function cache(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, files } = readOptions(args, {});
  if (values.help === true) {
    terminal.out(HELP);
    return Promise.resolve(0);
  }
  const [action, configuration = join("report", "report.json"), ...more] = files;
  if (action !== "clean" || more.length > 0) throw new UsageError(action === "clean" ? `one configuration, not ${files.length - 1}` : `backproof cache knows "clean"${action === undefined ? "" : `, not "${action}"`}`);
  const store = resultStore(projectFolder(configuration));
  terminal.out(`${counted(store.clean(), "stored result")} removed from ${store.folder}\n`);
  return Promise.resolve(0);
}
