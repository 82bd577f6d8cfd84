import { mostFileBytes } from "../../../../contract/index.ts";
import type { FileRefusal } from "./prepare-file.ts";

/** What follows on the file's name. */
export const fileRefusals: Readonly<Record<FileRefusal, string>> = {
  "another-kind": "isn’t a picture or a PDF. JPEG, PNG, WebP and PDF can be added.",
  unreadable: "can’t be read as a picture. Take it anew, or save it as a JPEG first.",
  "too-large": `is too large: a file has at most ${mostFileBytes / 1024 / 1024} MB. Save it smaller, or in parts.`,
};
