/** What the reader sees before there is a page: only the line that tells what goes on. */
import { createHash } from "node:crypto";
import { escapeHtml } from "../report/html/escape.js";
import { liveFile } from "./page.js";

export function emptyPage(title: string): string {
  const script = liveFile("client.js");
  const hash = createHash("sha256").update(script).digest("base64");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; connect-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
${liveFile("client.css")}
</style>
</head>
<body>
<main id="content"></main>
<noscript>The preview follows its files by JavaScript.</noscript>
<script>${script}</script>
</body>
</html>
`;
}
