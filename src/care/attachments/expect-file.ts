import { type FileFault, type FileKind, fileFault, isFileKind } from "../../foundation/files/index.ts";
import { type JsonObject, textIn } from "../../foundation/fhir/index.ts";
import { against } from "./against.ts";
import { mostFileBytes } from "./vocabulary.ts";

const mostPixelsAcross = 6_000;

const kindWords: Readonly<Record<FileKind, string>> = {
  "image/jpeg": "a JPEG picture",
  "image/png": "a PNG picture",
  "image/webp": "a WebP picture",
  "application/pdf": "a PDF",
};

const faultWords: Readonly<Record<FileFault, string>> = {
  "not-a-picture": "and nothing beside it",
  "carries-metadata": "that says more than its picture, such as where it was taken: take that out first",
  "too-large-a-picture": `with at most ${mostPixelsAcross} pixels either way`,
  "not-a-pdf": "from its first byte to its end",
  locked: "that is locked: send it without a password",
  active: "that runs something, or carries another file: print it anew as a plain PDF",
  unreadable: "that can't be looked into: print it anew as a plain PDF",
};
const saysWhatItIs: ReadonlySet<FileFault> = new Set(["not-a-picture", "too-large-a-picture", "not-a-pdf"]);

/** What a browser would run. Other types are kept as what they say, and handed out as FHIR alone. */
const active = /html|svg|script|wasm|flash|shockwave/;

/** The type without its parameters. */
export function typeOf(contentType: unknown): string {
  const [type = ""] = (typeof contentType === "string" ? contentType : "").split(";", 1);
  return type.trim().toLowerCase();
}

/** What is kept as a picture or PDF is one, and no more than that. @throws ChartError `chart/against-rule` */
export function expectFile(holder: JsonObject, path: string): void {
  const type = typeOf(holder["contentType"]);
  if (active.test(type)) throw against(`${path}.contentType`, "files that a browser would run aren't kept here");
  if (!isFileKind(type)) return;
  const bytes = Buffer.from(textIn(holder["data"]) ?? "", "base64");
  if (bytes.length > mostFileBytes)
    throw against(`${path}.data`, `a file has at most ${mostFileBytes / 1024 / 1024} MB`);
  const fault = fileFault(type, bytes, mostPixelsAcross);
  if (fault === undefined) return;
  const [is, words] = [saysWhatItIs.has(fault), faultWords[fault]];
  throw against(
    `${path}.data`,
    is ? `this should be ${kindWords[type]} ${words}` : `this is ${kindWords[type]} ${words}`,
  );
}
