/** Which fonts a machine has, as far as its font folders tell: a font that is added, removed or replaced changes the time of its folder. */
import { readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where Typst looks, beside the fonts that it carries. */
function fontFolders(): readonly string[] {
  const home = homedir();
  switch (process.platform) {
    case "darwin": return ["/Library/Fonts", "/System/Library/Fonts", "/System/Library/AssetsV2", "/Network/Library/Fonts", join(home, "Library", "Fonts")];
    case "win32": return [join(process.env["SYSTEMROOT"] ?? "C:\\Windows", "Fonts"), join(home, "AppData", "Local", "Microsoft", "Windows", "Fonts"), join(home, "AppData", "Roaming", "Microsoft", "Windows", "Fonts")];
    default: return ["/usr/share/fonts", "/usr/local/share/fonts", join(home, ".fonts"), join(home, ".local", "share", "fonts")];
  }
}

/** Each folder with the time of its last change, a line each. */
export const fontsOfMachine = (folders: readonly string[] = fontFolders()): string => folders.flatMap(foldersIn).join("\n");

function foldersIn(folder: string): readonly string[] {
  try {
    const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name)).sort();
    return [`${folder} ${statSync(folder).mtimeMs}`, ...inner.flatMap(foldersIn)];
  } catch {
    return [];
  }
}
