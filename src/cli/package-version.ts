import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../report/theme-files.js";

/** The version in this package's own package.json. */
export const packageVersion = (): string => (JSON.parse(readFileSync(join(packageFolder(), "package.json"), "utf8")) as { readonly version: string }).version;
