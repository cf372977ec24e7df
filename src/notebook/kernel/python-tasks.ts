/**
 * Tasks of asyncio that a Python notebook left running. IPython does not tell of them, so it is asked, by an expression beside an empty
 * silent request: nothing runs in the notebook's name, and no name of its own comes into being there.
 */
import type { LeftNote } from "./guard/protocol.js";
import type { Message } from "./wire.js";

/**
 * Those that stand in a cell or a local module: what libraries run is theirs. Of each its name, its function and its cell's execution count
 * (0 where it is none), in hexadecimal, so that no quote needs to be read. Python 3.8.
 */
const PROGRAM = `
import asyncio, sysconfig
from IPython import get_ipython

counts = getattr(get_ipython().compile, "_filename_map", {})
standard = sysconfig.get_path("stdlib")

def files(step):
    while step is not None:
        code = getattr(step, "cr_code", None) or getattr(step, "gi_code", None)
        if code is not None:
            yield code.co_filename
        step = getattr(step, "cr_await", None) or getattr(step, "gi_yieldfrom", None)

def is_own(file):
    return file in counts or not (file.startswith((standard, "<frozen")) or "site-packages" in file or "dist-packages" in file)

def left():
    found = []
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        own = [file for file in files(task.get_coro()) if is_own(file)]
        if own:
            found.append((task.get_name(), getattr(task.get_coro(), "__qualname__", "?"), next((counts[file] for file in own if file in counts), 0)))
    return ";".join(",".join(str(part).encode().hex() for part in task) for task in sorted(found, key=str))
`;

export const TASKS_LEFT: { readonly left: string } = { left: `(lambda scope: exec(${JSON.stringify(PROGRAM)}, scope) or scope["left"]())({})` };

/** What the reply to a request with `TASKS_LEFT` tells; nothing where the kernel could not say. */
export function tasksLeft({ user_expressions: values }: Message["content"]): LeftNote {
  const { left } = (values ?? {}) as { readonly left?: { readonly data?: { readonly "text/plain"?: string } } };
  const [, text = ""] = /^'([\da-f,;]*)'$/.exec(left?.data?.["text/plain"] ?? "") ?? [];
  const tasks = text === "" ? [] : text.split(";").map((task) => task.split(",").map((part) => Buffer.from(part, "hex").toString()));
  const cells = [...new Set(tasks.map(([, , count]) => Number(count)).filter((count) => count > 0))];
  return { once: tasks.length, ...(cells.length > 0 && { cells }), names: tasks.map(([name = "", called = ""]) => (/^Task-\d+$/.test(name) ? `the task ${called}()` : `the task "${name}", ${called}()`)) };
}
