/** "0.1667em" as a length of Typst's. Units that only MathML has are taken in em. */
export function em(width: string): string {
  const match = /^(-?[\d.]+)(em|pt|mu|ex)?$/.exec(width.replace(/^\+/, ""));
  if (match === null) return "0em";
  const value = Number(match[1]);
  if (match[2] === "pt") return `${value}pt`;
  return `${match[2] === "mu" ? value / 18 : match[2] === "ex" ? value * 0.43 : value}em`;
}

export const space = (width: string | undefined): string => (width === undefined || Number.parseFloat(width) === 0 ? "" : `#h(${em(width)})`);
