import type { TenantKeys } from "../keyring/index.ts";
import { logSigner } from "./log-identity.ts";
import { signNote } from "./verify/index.ts";

/** Signs a statement with the key of the organisation's ledger, as a C2SP signed note: whoever holds the ledger's verifier key can check it.
 *  @param text ends with a newline */
export function certifyText(keys: Pick<TenantKeys, "signing" | "signers">, text: string): string {
  return signNote(text, logSigner(keys));
}
