/** Elements and attributes of an HTML document that could run or fetch something. */
import { parseHTML } from "linkedom";

const RUNS = ["script", "iframe", "object", "embed", "form", "link", "base", "template", "foreignobject", "animate", "set"];
const DATA = ["application/json", "application/octet-stream"];

/** @param picture what an image may show */
export function dangers(html: string, picture = /^data:image\//): readonly string[] {
  const { document } = parseHTML(html);
  return [...document.querySelectorAll("*")].flatMap((element) => {
    const tag = element.localName;
    const isData = tag === "script" && DATA.includes(element.getAttribute("type") ?? "");
    const attributes = [...element.attributes].flatMap(({ name, value }) => (isDanger(tag, name, value, picture) ? [`${tag} ${name}=${value}`] : []));
    return [...(RUNS.includes(tag.toLowerCase()) && !isData ? [tag] : []), ...attributes];
  });
}

function isDanger(tag: string, name: string, value: string, picture: RegExp): boolean {
  const address = value.replace(/[\s\0]/g, "").toLowerCase();
  if (/^on/i.test(name)) return true;
  if (/^(src|srcset|data|action|formaction|poster|background|srcdoc)$/i.test(name)) return !picture.test(address);
  if (/href$/i.test(name)) return tag === "a" ? !/^(#|https?:|mailto:)/.test(address) : !address.startsWith("#") && !address.startsWith("data:image/png");
  return name === "style" && /url\((?!["']?#)|position|@import|expression/i.test(value);
}
