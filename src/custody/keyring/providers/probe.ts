import { randomBytes32 } from "../../../foundation/crypto/index.ts";
import { CodedError } from "../../../foundation/kernel/index.ts";
import type { ProviderHealth, RootKey } from "./key-provider.ts";

/** Wraps and unwraps a key that nothing depends on. */
export async function probe({ wrap, unwrap }: RootKey): Promise<ProviderHealth> {
  const key = randomBytes32();
  try {
    const opened = await unwrap(await wrap(key, "probe"), "probe");
    return opened.equals(key)
      ? { state: "well" }
      : { state: "ill", code: "keyring/not-verified", message: "another key came back" };
  } catch (error) {
    const code = error instanceof CodedError ? error.code : "keyring/provider-unavailable";
    return { state: "ill", code, message: error instanceof Error ? error.message : "unknown" };
  }
}
