/** The packed package, installed in a folder as someone does who has never seen this repository. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const npm = (cwd: string, ...args: readonly string[]): string => execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** The file that `npm pack` makes of this project in `folder`. */
export function pack(folder: string): string {
  const [{ filename }] = JSON.parse(npm(process.cwd(), "pack", "--ignore-scripts", "--json", "--pack-destination", folder)) as [{ filename: string }];
  return join(folder, filename);
}

export const install = (folder: string, ...packages: readonly string[]): string => npm(folder, "install", "--prefer-offline", "--no-audit", "--no-fund", ...packages);
