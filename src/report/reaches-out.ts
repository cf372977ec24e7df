/**
 * The command by which a formula names a file or an address; null if there is none. KaTeX shows such a command as an error or as nothing; LaTeX would read the file, and MathJax, which shows the formulas of
 * Markdown, makes a link that may run a script.
 */
export const reachingOut = (tex: string): RegExpExecArray | null => /\\(?:includegraphics|href|url|html[A-Za-z]*)(?![A-Za-z])/.exec(tex);

export const reachesOut = (tex: string): boolean => reachingOut(tex) !== null;
