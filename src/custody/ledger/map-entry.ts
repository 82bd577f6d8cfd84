import { hashLength } from "./merkle/index.ts";

/** What the ledger says of all heads at one place of the tree, in the clear: anybody who has the entry can read it. */
export interface MapEntry {
  /** Place of the map with which the blinding began. */
  readonly epoch: number;
  readonly root: Buffer;
}

const header = "wardbook/heads@v1";

export function formatMapEntry({ epoch, root }: MapEntry): Buffer {
  return Buffer.from(`${header}\n${epoch}\n${root.toString("base64")}\n`);
}

/** @returns undefined for bytes that are no map */
export function parseMapEntry(bytes: Buffer): MapEntry | undefined {
  const [first, epoch = "", encoded = "", end, ...more] = bytes.toString("utf8").split("\n");
  const root = Buffer.from(encoded, "base64");
  if (first !== header || !/^(0|[1-9]\d{0,15})$/.test(epoch) || end !== "" || more.length > 0) return undefined;
  return root.length === hashLength && root.toString("base64") === encoded ? { epoch: Number(epoch), root } : undefined;
}
