/** A part of a document, in the order in which it is read. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string; readonly tone?: "strong" | "small" | undefined }
  /** One paragraph with its own line ends, such as an address. */
  | { readonly kind: "lines"; readonly lines: readonly string[]; readonly tone?: "small" | undefined }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | {
      readonly kind: "table";
      readonly heads: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** How wide the columns are beside each other. */
      readonly shares: readonly number[];
      /** Which columns hold figures, counted from 0: they end below one another. */
      readonly figures?: readonly number[] | undefined;
    }
  /** A text as a QR code for a reader, with what it is for beside it. */
  | { readonly kind: "code"; readonly text: string; readonly words: string };

/** A roll of 80 mm is one page, as long as what stands on it. */
export type PaperSize = "A4" | "A5" | "LETTER" | "ROLL80";

/** A picture of 8-bit colours without transparency. */
export interface PrintedLogo {
  /** A PNG. */
  readonly png: Uint8Array;
  /** What it shows, for whoever doesn't see it. */
  readonly words: string;
}

/** Whose paper it is: above everything on the first page, and at the foot of each. */
export interface PrintedHead {
  readonly logo?: PrintedLogo | undefined;
  readonly name: string;
  /** Address, telephone, numbers of registration. */
  readonly lines: readonly string[];
  /** At the foot of each page, at most two lines of it. */
  readonly foot?: string | undefined;
}

/** What becomes a PDF. */
export interface PrintedDocument {
  readonly title: string;
  readonly author: string;
  /** Of the words: "en". */
  readonly language: string;
  readonly size: PaperSize;
  /** Millimetres at each side; absent: what is usual for the size. */
  readonly margin?: number | undefined;
  readonly head?: PrintedHead | undefined;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  /** At the foot of each page, before its number. */
  readonly foot: string;
  readonly blocks: readonly Block[];
}

/** Signs of a script that no face has. */
export interface UnsetScript {
  /** "Han"; "other" for what has no name here. */
  readonly script: string;
  readonly signs: number;
}

export interface Printed {
  /** A tagged PDF with its fonts inside. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What couldn't be set: its place is marked in words, and the document says so at its end. */
  readonly unset: readonly UnsetScript[];
}

/** Every text of a document that is set at once with a style. */
export function textsOf(block: Block): readonly string[] {
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return [block.text];
    case "lines":
      return block.lines;
    case "list":
      return block.items;
    case "table":
      return [...block.heads, ...block.rows.flat()];
    case "code":
      return [block.words];
  }
}
