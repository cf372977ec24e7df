/** What a screen reader needs of KaTeX's MathML, without what only its looks would need: nobody sees it. */

const SPACING = / (?:xmlns|rowspacing|columnspacing|columnalign|columnlines|rowlines|lspace|rspace|stretchy|separator|voffset|mathbackground|minsize|maxsize|width|height)="[^"]*"/g;

/** Attributes of spacing, styles and padding go; letters, scripts, tables, fences and the TeX stay. */
export function slimMathml(html: string): string {
  return html.replace(/<math[\s\S]*?(?=<annotation)/, (tree) =>
    tree.replace(/<\/?(?:mstyle|mpadded)\b[^>]*>/g, "").replace(/<mspace(?![^>]*linebreak)[^>]*>(?:<\/mspace>)?/g, "").replace(/<[^>]*>/g, (tag) => tag.replace(SPACING, "")));
}
