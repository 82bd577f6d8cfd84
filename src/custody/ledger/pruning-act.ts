import type { TenantId } from "../../foundation/kernel/index.ts";
import { leafData } from "./batch.ts";
import { mapKeyNo } from "./head.ts";
import { hashLength, tileWidth } from "./merkle/index.ts";

/** What the ledger says of a pruning, in the clear: anybody who has the entry can read it. */
export interface PruningAct {
  /** No entry below it is kept: a multiple of 256, where a row begins. */
  readonly minIndex: number;
  /** Root of that many leaves. */
  readonly root: Buffer;
  /** Root of a map over the heads of all keys, as they were at that index. */
  readonly heads: Buffer;
  /** Every entry below was older than so many years. */
  readonly years: number;
}

const header = "wardbook/pruned@v1";

export function formatPruningAct({ minIndex, root, heads, years }: PruningAct): string {
  return `${header}\n${minIndex}\n${root.toString("base64")}\n${heads.toString("base64")}\n${years}\n`;
}

/** @returns undefined for what is no such act */
export function parsePruningAct(text: string): PruningAct | undefined {
  const [first, minIndex = "", root = "", heads = "", years = "", end, ...more] = text.split("\n");
  if (first !== header || !/^[1-9]\d{0,15}$/.test(minIndex) || !/^[1-9]\d{0,2}$/.test(years)) return undefined;
  const act = {
    minIndex: Number(minIndex),
    root: Buffer.from(root, "base64"),
    heads: Buffer.from(heads, "base64"),
    years: Number(years),
  };
  const isWhole = act.root.length === hashLength && act.heads.length === hashLength && act.minIndex % tileWidth === 0;
  return isWhole && end === "" && more.length === 0 && formatPruningAct(act) === text ? act : undefined;
}

/** What the ledger says of a pruning that goes no further, in the clear. */
export interface PruningWithdrawal {
  /** Place of the act that declared it. */
  readonly pruningIndex: number;
  /** The first entry that is kept: those before it were gone. */
  readonly keptFrom: number;
}

const withdrawalHeader = "wardbook/pruning-withdrawn@v1";

export function formatWithdrawal({ pruningIndex, keptFrom }: PruningWithdrawal): string {
  return `${withdrawalHeader}\n${pruningIndex}\n${keptFrom}\n`;
}

/** @returns undefined for what is none */
export function parseWithdrawal(text: string): PruningWithdrawal | undefined {
  const [first, pruningIndex = "", keptFrom = ""] = text.split("\n");
  if (first !== withdrawalHeader || ![pruningIndex, keptFrom].every((number) => /^(0|[1-9]\d{0,15})$/.test(number)))
    return undefined;
  const withdrawal = { pruningIndex: Number(pruningIndex), keptFrom: Number(keptFrom) };
  return formatWithdrawal(withdrawal) === text ? withdrawal : undefined;
}

/** What the act's leaf hashes. */
export function actLeaf(tenant: TenantId, batch: number, text: string): Buffer {
  return leafData({ tenant, batch, ordinal: 0 }, { keyNo: mapKeyNo, sealed: Buffer.from(text) });
}
