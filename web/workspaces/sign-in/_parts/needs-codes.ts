import type { Session } from "../../../../contract/index.ts";

/** Whether this person, who has just signed in with credentials of their own, holds no recovery code: those are shown before anything else. */
export function needsCodes({ recoveryCodesLeft, provenBy }: Session): boolean {
  return recoveryCodesLeft === 0 && (provenBy === "passkey" || provenBy === "password");
}
