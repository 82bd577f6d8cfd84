import PDFDocument from "pdfkit";
import { type Block, type Printed, type PrintedDocument, textsOf } from "./document.ts";
import type { LoadFace } from "./faces.ts";
import { Sheet } from "./sheet.ts";
import { settable } from "./settable.ts";
import { loadTypeface } from "./typeface.ts";

/** Of a longer document the pages aren't kept until it is known how many there are. */
const mostCounted = 200;

/** Makes a PDF whose parts are tagged, in the order in which they are read, with its language, its title and the fonts it uses.
 *  @param load asked for the fonts that it needs @param pause told how many blocks are set, and waited for: a long document takes a while */
export async function printDocument(
  document: PrintedDocument,
  load: LoadFace,
  pause?: (done: number) => Promise<void>,
): Promise<Printed> {
  const { title, author, language, size, madeAt } = document;
  const counts = document.blocks.length <= mostCounted;
  const pdf = new PDFDocument({
    size,
    margin: 0,
    autoFirstPage: false,
    bufferPages: counts,
    pdfVersion: "1.7",
    tagged: true,
    // None of its own: those would have to be brought along.
    font: "",
    lang: language,
    displayTitle: true,
    info: { Title: title, Author: author, CreationDate: new Date(madeAt), Creator: "Wardbook", Producer: "Wardbook" },
  });
  const parts: Uint8Array[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on("data", (part: Uint8Array) => parts.push(part));
    pdf.on("end", () => resolve());
    pdf.on("error", reject);
  });
  const texts = [document.foot, ...document.blocks.flatMap(textsOf)];
  const typeface = await loadTypeface(pdf, texts, load);
  const unset = new Map<string, number>();
  const set = (text: string): string => {
    const { text: shown, unset: its } = settable(text, typeface.has);
    for (const { script, signs } of its) unset.set(script, (unset.get(script) ?? 0) + signs);
    return shown;
  };
  const sheet = new Sheet(pdf, typeface, set, { text: document.foot, counts });
  for (const [done, block] of document.blocks.entries()) {
    sheet.put(block);
    await pause?.(done + 1);
  }
  const missing = [...unset].map(([script, signs]) => ({ script, signs }));
  if (missing.length > 0) sheet.put(unsetNotice(missing.map(({ script }) => script)));
  sheet.end();
  pdf.end();
  await ended;
  return { bytes: joined(parts), unset: missing };
}

function unsetNotice(scripts: readonly string[]): Block {
  const known = scripts.filter((script) => script !== "other");
  const which = known.length === 0 ? "some signs" : `the script ${known.join(", ")}`;
  return {
    kind: "paragraph",
    tone: "small",
    text: `The type of this document doesn’t have ${which}. Where something is written in it, square brackets say how many signs stand there.`,
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
