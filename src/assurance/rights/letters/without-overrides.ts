import type { Block } from "../../../../print/index.ts";

/** Embeddings and overrides of direction: with one, a name or a sum reads as another on a screen. Paper leaves them out, too. */
const overrides = /[\u202A-\u202E]/g;

const bare = (text: string) => text.replaceAll(overrides, "");

/** A block whose words stand in the order in which they were written. */
export function withoutOverrides(block: Block): Block {
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return { ...block, text: bare(block.text) };
    case "lines":
      return { ...block, lines: block.lines.map(bare) };
    case "list":
      return { ...block, items: block.items.map(bare) };
    case "table":
      return { ...block, heads: block.heads.map(bare), rows: block.rows.map((row) => row.map(bare)) };
    case "code":
      return { ...block, words: bare(block.words) };
  }
}
