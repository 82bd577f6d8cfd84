import type { Caller } from "../../custody/access/index.ts";
import { RetentionError } from "./retention-error.ts";

/** @throws RetentionError `retention/not-permitted` */
export function expectOfficer({ permissions }: Caller): void {
  if (permissions.has("retention.manage")) return;
  throw new RetentionError("retention/not-permitted", "deciding how long records are kept is not for you");
}
