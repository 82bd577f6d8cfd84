import { type SecretShare, sha256 } from "../../../foundation/crypto/index.ts";
import { KeyringError } from "./keyring-error.ts";

/** A share as its holder keeps it: which set it is of, how many are needed, and a checksum against slips of the pen. */
export interface HeldShare extends SecretShare {
  /** 4 bytes in hex that shares of one splitting have in common. */
  readonly set: string;
  readonly threshold: number;
}

const format = "wb1";
const checksum = (text: string) => sha256(text).toString("hex", 0, 4);

/** `wb1-<set>-<threshold>-<x>-<y in hex>-<checksum>` */
export function formatShare({ set, threshold, x, y }: HeldShare): string {
  const text = `${format}-${set}-${threshold}-${x}-${y.toString("hex")}`;
  return `${text}-${checksum(text)}`;
}

/** @throws KeyringError `keyring/bad-share` */
export function parseShare(given: string): HeldShare {
  const share = given.trim().toLowerCase();
  const [, text, set, threshold, x, y, sum] =
    /^(wb1-([0-9a-f]{8})-([0-9]{1,3})-([0-9]{1,3})-([0-9a-f]{64}))-([0-9a-f]{8})$/.exec(share) ?? [];
  if (text === undefined || set === undefined || y === undefined || checksum(text) !== sum)
    throw new KeyringError("keyring/bad-share", "this is not a share, or there is a slip in it");
  return { set, threshold: Number(threshold), x: Number(x), y: Buffer.from(y, "hex") };
}
