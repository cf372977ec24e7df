export { compile, type CompiledPdf, forget, TypstError, type TypstFiles } from "./compile.js";
export { paperFont } from "./paper-font.js";
export { typstSource, type TypstSource } from "./source.js";
export { noPdfs, type PdfStore, pdfStore } from "./pdf-store.js";
export { type PdfOptions, writePdf } from "./write-pdf.js";
