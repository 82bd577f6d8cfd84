import PDFDocument from "pdfkit";
import { type Block, type Printed, type PrintedDocument, textsOf } from "./document.ts";
import type { LoadFace } from "./faces.ts";
import { Pages } from "./pages.ts";
import { Sheet } from "./sheet.ts";
import { longestRoll, lookOf, pageSize } from "./sheet-look.ts";
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
  if (document.size !== "ROLL80") return setPages(document, load, { pause, rollLength: 0 });
  // How long a roll is shows once everything is set.
  const { filled } = await setPages(document, load, { rollLength: longestRoll });
  const rollLength = Math.ceil(filled + lookOf(document.size, document.margin, false).margin.bottom);
  if (rollLength > longestRoll) return setPages({ ...document, size: "A4" }, load, { pause, rollLength: 0 });
  return setPages(document, load, { pause, rollLength });
}

interface Setting {
  readonly pause?: ((done: number) => Promise<void>) | undefined;
  readonly rollLength: number;
}

async function setPages(
  document: PrintedDocument,
  load: LoadFace,
  { pause, rollLength }: Setting,
): Promise<Printed & { readonly filled: number }> {
  const { title, author, language, size, margin, head, madeAt, foot } = document;
  const counts = document.blocks.length <= mostCounted;
  const pdf = new PDFDocument({
    size: pageSize(size, rollLength),
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
  const ofHead = head === undefined ? [] : [head.name, ...head.lines, head.foot ?? "", head.logo?.words ?? ""];
  const texts = [foot, ...ofHead, ...document.blocks.flatMap(textsOf)];
  const typeface = await loadTypeface(pdf, texts, load);
  const unset = new Map<string, number>();
  const set = (text: string): string => {
    const { text: shown, unset: its } = settable(text, typeface.has);
    for (const { script, signs } of its) unset.set(script, (unset.get(script) ?? 0) + signs);
    return shown;
  };
  const turn = () => void pdf.addPage();
  const hasHead = head !== undefined;
  const frame = { look: lookOf(size, margin, hasHead), foot, footLine: head?.foot, hasHead, counts, turn };
  const pages = new Pages(pdf, typeface, set, frame);
  const sheet = new Sheet(pages);
  if (head !== undefined) sheet.head(head);
  for (const [done, block] of document.blocks.entries()) {
    sheet.put(block);
    await pause?.(done + 1);
  }
  const missing = [...unset].map(([script, signs]) => ({ script, signs }));
  if (missing.length > 0) sheet.put(unsetNotice(missing.map(({ script }) => script)));
  pages.end();
  const { y: filled } = pages;
  pdf.end();
  await ended;
  return { bytes: joined(parts), unset: missing, filled };
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
