export { jpegFault } from "./jpeg.ts";
export { fileFault, fileKinds, isFileKind } from "./kind-of-file.ts";
export type { FileFault, FileKind } from "./kind-of-file.ts";
export type { PictureFault } from "./picture-fault.ts";
export { pngFault } from "./png.ts";
