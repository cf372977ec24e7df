/** The head of a Markdown text between two lines `---`: the part of YAML that `conventions:` needs. */
import type { Setting } from "./conventions.js";

export interface FrontMatter {
  /** Where the content begins. */
  readonly end: number;
  readonly settings: readonly Setting[];
}

const HEAD = /^\uFEFF?---[ \t]*\r?\n([^]*?)^(?:---|\.\.\.)[ \t]*\r?(?:\n|$)/m;

/** Settings under `conventions:`, indented or in braces; everything else in the head is somebody else's. */
export function readFrontMatter(text: string): FrontMatter {
  const head = HEAD.exec(text);
  if (head === null || head.index !== 0) return { end: 0, settings: [] };
  const settings: Setting[] = [];
  let inside = false;
  let start = head[0].indexOf(head[1] as string, text.indexOf("\n"));
  for (const line of (head[1] as string).split("\n")) {
    const top = /^conventions[ \t]*:(.*)$/.exec(line.replace(/\r$/, ""));
    if (top !== null) {
      const flow = /^[ \t]*\{(.*)\}[ \t]*(?:#.*)?$/.exec(top[1] as string)?.[1];
      if (flow !== undefined) settings.push(...flowSettings(flow, start + line.indexOf("{") + 1));
      inside = flow === undefined;
    } else if (/^[ \t]+\S/.test(line) && inside) settings.push(...setting(line, start));
    else if (line.trim() !== "" && !/^\s*#/.test(line)) inside = false;
    start += line.length + 1;
  }
  return { end: head[0].length, settings };
}

function flowSettings(flow: string, start: number): Setting[] {
  const settings: Setting[] = [];
  for (const entry of flow.split(",")) {
    settings.push(...setting(entry, start));
    start += entry.length + 1;
  }
  return settings;
}

/** `key: value`, with quotes or without, a comment after it. */
function setting(line: string, start: number): Setting[] {
  const found = /^([ \t]*)(["']?)([\w-]+)\2[ \t]*:[ \t]*(.*)$/.exec(line.replace(/\r$/, "").replace(/(^|[ \t])#.*$/, "$1"));
  if (found === null) return [];
  const [whole, indent, , key, value] = found as unknown as [string, string, string, string, string];
  return [{ key, value: value.trim().replace(/^(["'])(.*)\1$/, "$2"), span: { start: start + indent.length, end: start + whole.trimEnd().length } }];
}
