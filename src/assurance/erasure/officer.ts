import type { Caller } from "../../custody/access/index.ts";
import { ErasureError } from "./erasure-error.ts";

/** @throws ErasureError `erasure/not-permitted` */
export function expectOfficer({ permissions }: Caller): void {
  if (permissions.has("retention.manage")) return;
  throw new ErasureError("erasure/not-permitted", "deciding what is erased is not for you");
}

const [shortest, longest] = [5, 200];

/** @throws ErasureError `erasure/bad-reason` */
export function expectReason(why: string): string {
  // Half a character can't stand in a certificate.
  const said = why.toWellFormed().trim();
  if (said.length >= shortest && said.length <= longest) return said;
  throw new ErasureError("erasure/bad-reason", `say why, in ${shortest} to ${longest} letters`);
}
