/**
 * Whether a formula names a file or an address. KaTeX shows such a command as an error or as nothing; LaTeX would read the file, and MathJax, which shows the formulas of
 * Markdown, makes a link that may run a script.
 */
export const reachesOut = (tex: string): boolean => /\\(?:includegraphics|href|url|html[A-Za-z]*)(?![A-Za-z])/.test(tex);
