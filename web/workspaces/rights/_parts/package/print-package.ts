import { type Block, type LoadFace, printDocument } from "../../../../../print/index.ts";
import type { HousePaper } from "../../../../app/house-paper.ts";
import type { Contents, ContentsPart, ReadRecord } from "./contents.ts";

// Each face a file of its own: of most people's records one or two are fetched.
const files = import.meta.glob<string>(
  [
    "../../../../../node_modules/@fontsource/noto-sans/files/noto-sans-*-{400,700}-normal.woff",
    "../../../../../node_modules/@fontsource/noto-sans-hebrew/files/noto-sans-hebrew-hebrew-{400,700}-normal.woff",
    "../../../../../node_modules/@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-{400,700}-normal.woff",
  ],
  { query: "?url", import: "default", eager: true },
);

/** Where a face's file is. @throws TypeError when the app was built without it */
export function addressOf(file: string): string {
  const address = files[`../../../../../node_modules/@fontsource/${file}`];
  if (address === undefined) throw new TypeError(`no such face: ${file}`);
  return address;
}

/** Fetches a face when it is needed. @throws TypeError */
export const loadFace: LoadFace = async ({ file }) => {
  const answer = await fetch(addressOf(file));
  if (!answer.ok) throw new TypeError(`a face could not be fetched: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
};

/** A package's contents as a PDF, made here. It takes some seconds for a long record, and lets the page live meanwhile.
 *  @param madeAt milliseconds since 1970 @param tell how many of how many blocks are set */
export async function printPackage(
  contents: Contents,
  {
    house,
    paper,
    madeAt,
    tell,
  }: { house: string; paper: HousePaper; madeAt: number; tell: (done: number, all: number) => void },
): Promise<Uint8Array<ArrayBuffer>> {
  const blocks = blocksOf(contents);
  const { title } = contents;
  const foot = `${title} · ${paper.head?.name ?? house}`;
  const document = { title, author: house, language: "en", ...paper, madeAt, foot, blocks };
  let since = performance.now();
  const { bytes } = await printDocument(document, loadFace, async (done) => {
    if (performance.now() - since < 50) return;
    tell(done, blocks.length);
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  });
  return bytes;
}

/** What stands on paper, in its order. */
export function blocksOf({ title, about, parts }: Contents): readonly Block[] {
  return [
    { kind: "heading", level: 1, text: title },
    { kind: "paragraph", text: about },
    ...parts.flatMap(({ title: its, body }): Block[] => [{ kind: "heading", level: 2, text: its }, ...bodyOf(body)]),
  ];
}

function bodyOf(body: ContentsPart["body"]): readonly Block[] {
  switch (body.kind) {
    case "records":
      return body.records.flatMap(one);
    case "table":
      return body.rows.length === 0 ? [{ kind: "paragraph", text: "Nothing." }] : [body];
    case "sentence":
      return [{ kind: "paragraph", text: body.text }];
  }
}

function one({ line, fields }: ReadRecord): readonly Block[] {
  const lines = fields.map(([path, value]) => `${path}: ${value}`);
  return [
    { kind: "heading", level: 3, text: line },
    { kind: "lines", tone: "small", lines },
  ];
}
