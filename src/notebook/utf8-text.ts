/** From a file's bytes to its text, strictly: what is garbled is told, not read as something else. */

/** Why bytes are no text in UTF-8, and where they stop being so; lines and columns count from 1. */
export interface NotUtf8 {
  readonly problem: string;
  readonly line?: number;
  readonly column?: number;
}

/** The text, without a byte order mark. */
export function utf8Text(bytes: Buffer): string | NotUtf8 {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return { problem: "it is UTF-16; save it as UTF-8" };
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const readable = new TextDecoder("utf-8").decode(bytes);
    const before = readable.slice(0, Math.max(0, readable.indexOf("\ufffd")));
    return { problem: "it is not UTF-8 from here on; save it as UTF-8", line: before.split("\n").length, column: before.length - before.lastIndexOf("\n") };
  }
}
