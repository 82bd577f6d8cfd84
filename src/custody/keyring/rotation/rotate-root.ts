import { keyCommitment } from "../../../foundation/crypto/index.ts";
import { KeyringError } from "../providers/index.ts";
import { unwrapTenantKey, wrapTenantKey } from "../tenant-ring.ts";
import { formatWrapping, parseWrapping } from "../wrapping.ts";
import { everyTenantRow, replaceTenantKey } from "./key-version-table.ts";
import type { Rotation, RotationStep } from "./rotation-kind.ts";
import type { KeyAdministrationPorts } from "./rotation-ports.ts";
import { settle } from "./settle.ts";

type Column = "wrapped_key" | "other_wrapped_key";

/** The root key wraps organisations' keys and a few others: all are wrapped anew, none changes.
 *  @returns the step that is reached, with what has to be remembered of it */
export async function rotateRoot(
  ports: KeyAdministrationPorts,
  { step, target }: Rotation,
): Promise<{ readonly step: RotationStep; readonly target?: string; readonly detail?: string }> {
  const { provider } = ports;
  switch (step) {
    case "begun":
      // Interrupted here, another version is made: the one that nobody uses is retired with the old.
      return { step: "announced", target: (await provider.renewal?.renew()) ?? "" };
    case "announced":
      await rewrapAll(ports, target ?? "");
      return { step: "switched" };
    case "switched":
      // What another process wrapped meanwhile, before it knew.
      await settle(ports);
      await rewrapAll(ports, target ?? "");
      return { step: "moved" };
    case "moved":
      await verifyAll(ports, target ?? "");
      return { step: "verified" };
    case "verified": {
      if (provider.renewal === undefined || target === undefined || target === "")
        return { step: "done", detail: "older versions are the provider's to keep" };
      return { step: "done", detail: await provider.renewal.retireAllBut(target) };
    }
    case "done":
      return { step: "done" };
  }
}

/** Where versions can't be told apart everything counts as old, and is wrapped once more. */
function isUnder({ provider }: KeyAdministrationPorts, target: string, bytes: Buffer): boolean {
  return target !== "" && provider.versionOf(bytes) === target;
}

async function* wrappedTenantKeys(ports: KeyAdministrationPorts) {
  for (const row of await everyTenantRow(ports.admin.installation)) {
    const columns: readonly Column[] = ["wrapped_key", "other_wrapped_key"];
    for (const column of columns) {
      const bytes = row[column];
      if (bytes !== null) yield { tenant: row.tenant, column, bytes };
    }
  }
}

/** @param target what is under this version already stays; "" for none */
export async function rewrapAll(ports: KeyAdministrationPorts, target: string): Promise<void> {
  await rewrapTenantKeys(ports, target);
  await rewrapOthers(ports, target);
}

/** @param target as of `rewrapAll` */
export async function rewrapTenantKeys(ports: KeyAdministrationPorts, target: string): Promise<void> {
  const { provider, admin } = ports;
  for await (const { tenant, column, bytes } of wrappedTenantKeys(ports)) {
    const { wrapped } = parseWrapping(bytes);
    if (isUnder(ports, target, wrapped)) continue;
    const { key, version } = await unwrapTenantKey(provider, tenant, bytes);
    const made = await wrapTenantKey(provider, tenant, version, key);
    key.fill(0);
    await replaceTenantKey(admin.installation, tenant, column, { old: bytes, wrapped: made });
  }
}

/** What is no organisation's. @param target as of `rewrapAll` */
export async function rewrapOthers(ports: KeyAdministrationPorts, target: string): Promise<void> {
  const { provider, elsewhere } = ports;
  await elsewhere.rewrapOthers(
    async (wrapped, context) => provider.wrap(await provider.unwrap(wrapped, context), context),
    (wrapped) => isUnder(ports, target, wrapped),
  );
}

/** @throws KeyringError `keyring/not-verified` */
export async function verifyAll(ports: KeyAdministrationPorts, target: string): Promise<void> {
  const { provider } = ports;
  for await (const { tenant, bytes } of wrappedTenantKeys(ports)) {
    const { wrapped } = parseWrapping(bytes);
    const { key, ...wrapping } = await unwrapTenantKey(provider, tenant, bytes);
    const whole = formatWrapping({ ...wrapping, commitment: keyCommitment(key) }).equals(bytes);
    key.fill(0);
    if (!whole || (target !== "" && !isUnder(ports, target, wrapped)))
      throw new KeyringError(
        "keyring/not-verified",
        "an organisation's key isn't under the new root key: nothing was retired",
      );
  }
}
