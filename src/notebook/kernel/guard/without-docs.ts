/**
 * Declaration files without their documentation. Types do not depend on it, but the compiler parses it: a quarter of its time until the
 * first cell runs. Whoever asks a kernel to explain a name wants it; our client never does.
 */

/** What the compiler reads files by. */
export interface Files {
  readonly readFile: (path: string, encoding?: string) => string | undefined;
}

const DECLARATIONS = /\.d\.[cm]?ts$/;
/** Where a line begins with one: what stands in a text is none. An empty comment has no room for a blank. */
const DOCUMENTATION = /^([ \t]*)\/\*\*(?!\/)/gm;

/** Documentation as comments of the plain kind: every character keeps its place. */
export const withoutDocs = <Real extends Files>(files: Real): Real =>
  Object.assign(Object.create(files) as Real, {
    readFile: (path: string, encoding?: string) => {
      const text = files.readFile(path, encoding);
      return DECLARATIONS.test(path) ? text?.replace(DOCUMENTATION, "$1/* ") : text;
    },
  });
