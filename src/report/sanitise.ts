/** HTML that a notebook's output brought along, reduced to what cannot run, fetch or pose as part of the page. */
import sanitize from "sanitize-html";

const TAGS = [
  "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "details", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6",
  "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
];

/** No url(), no position: only what colours and aligns text in place. */
const STYLES = {
  "text-align": [/^(left|right|center|justify)$/],
  "font-weight": [/^(bold|normal|\d{3})$/],
  "font-style": [/^(italic|normal)$/],
  color: [/^#[0-9a-f]{3,8}$/i, /^[a-z]+$/i, /^rgba?\([\d.,\s%]+\)$/],
  "background-color": [/^#[0-9a-f]{3,8}$/i, /^[a-z]+$/i, /^rgba?\([\d.,\s%]+\)$/],
  "white-space": [/^(pre|pre-wrap|nowrap|normal)$/],
};

/**
 * Keeps text, tables, lists and embedded pictures; drops scripts, styles with addresses, forms, frames, SVG, ids, classes, event handlers,
 * and everything that would be fetched. Links stay if they lead to the web.
 */
export function sanitiseHtml(html: string): string {
  return sanitize(html, {
    allowedTags: TAGS,
    allowedAttributes: { "*": ["style", "title"], a: ["href"], img: ["src", "alt", "width", "height"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan", "scope"], col: ["span"], ol: ["start"] },
    allowedStyles: { "*": STYLES },
    allowedSchemes: ["http", "https", "mailto"],
    allowedSchemesByTag: { img: ["data"] },
    allowProtocolRelative: false,
    transformTags: { a: sanitize.simpleTransform("a", { rel: "noopener noreferrer" }) },
    exclusiveFilter: ({ tag, attribs }) => tag === "img" && !/^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*$/.test(attribs["src"] ?? ""),
    nestingLimit: 100,
  });
}
