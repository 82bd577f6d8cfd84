import { recoveryCodes } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";

/** Ten new recovery codes; those before them stop working. */
export async function makeRecoveryCodes(): Promise<readonly string[]> {
  return (await api.post("/api/account/recovery-codes", {}, recoveryCodes)).codes;
}
