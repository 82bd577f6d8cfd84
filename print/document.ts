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
    };

/** What becomes a PDF. */
export interface PrintedDocument {
  readonly title: string;
  readonly author: string;
  /** Of the words: "en". */
  readonly language: string;
  readonly size: "A4" | "LETTER";
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
  }
}
