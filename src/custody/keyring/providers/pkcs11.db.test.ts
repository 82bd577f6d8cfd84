import { afterAll, describe, expect, test } from "vitest";
import { optionalPackage } from "../../../../test/support/optional-package.ts";
import { softHsm } from "../../../../test/support/softhsm.ts";
import { Secret } from "../../../foundation/kernel/index.ts";
import { openPkcs11 } from "./pkcs11.ts";
import { conformsAsProvider } from "./testing/conformance.ts";

// Among the tests with a database because those run in processes of their own: SoftHSM reads the environment of its process, which
// a thread can't change.

const binding = await optionalPackage("pkcs11js");
const hsm = binding === undefined ? undefined : softHsm();
afterAll(() => hsm?.remove());
const missing =
  binding === undefined ? "the package pkcs11js isn't installed" : "SoftHSM (Debian: softhsm2) isn't installed";

describe.skipIf(hsm === undefined)(hsm === undefined ? `PKCS#11, skipped: ${missing}` : "PKCS#11", () => {
  if (hsm === undefined) return;
  const open = (token: string, pin = hsm.pin) =>
    openPkcs11({ module: hsm.module, token, object: "root", pin: new Secret(pin), load: async () => binding });

  conformsAsProvider("an HSM", async () => {
    const token = hsm.token();
    return {
      provider: open(token),
      again: async () => open(token),
      stranger: async () => open(hsm.token()),
      secrets: [hsm.pin],
    };
  });

  test("a wrong PIN is refused for good, and a token that isn't there is awaited", async () => {
    // A token that this process hasn't entered yet.
    await expect(open(hsm.token(), "000000").describe()).rejects.toMatchObject({ code: "keyring/provider-refused" });
    await expect(open("no-such-token").describe()).rejects.toMatchObject({ code: "keyring/provider-unavailable" });
  });

  test("many questions at once are answered, each with its own", async () => {
    const provider = open(hsm.token());
    const keys = Array.from({ length: 40 }, (_, n) => Buffer.alloc(32, n));
    const wrapped = await Promise.all(keys.map((key, n) => provider.wrap(key, String(n))));
    const opened = await Promise.all(wrapped.map((one, n) => provider.unwrap(one, String(n))));
    expect(opened).toEqual(keys);
  });
});
