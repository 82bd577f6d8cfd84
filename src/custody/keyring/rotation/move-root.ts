import { KeyringError, type KeyProvider, openingItsPart, isUnderTwoKeepers, underBoth } from "../providers/index.ts";
import { parseWrapping } from "../wrapping.ts";
import { everyTenantRow } from "./key-version-table.ts";
import { rewrapAll, rewrapOthers, rewrapTenantKeys, verifyAll } from "./rotate-root.ts";
import type { KeyAdministrationPorts } from "./rotation-ports.ts";
import { unendedRotations } from "./rotation-table.ts";

/** Whether the root key is on its way from one keeper to another. */
export async function isOnItsWay({ admin }: Pick<KeyAdministrationPorts, "admin">): Promise<boolean> {
  return (await everyTenantRow(admin.installation)).some(({ wrapped_key }) =>
    isUnderTwoKeepers(parseWrapping(wrapped_key).wrapped),
  );
}

/** Reads again that this keeper, asked alone, opens all that the root key wraps. */
async function verifyAlone(ports: KeyAdministrationPorts, provider: KeyProvider): Promise<void> {
  await verifyAll({ ...ports, provider }, "");
  await ports.elsewhere.rewrapOthers(
    async (wrapped, context) => {
      (await provider.unwrap(wrapped, context)).fill(0);
      return wrapped;
    },
    () => false,
  );
}

/** Wraps under another keeper too whatever the root key wraps: from then on a start opens with either. Interrupted at any moment, a start
 *  opens with the present one. @returns what was done, in words
 *  @throws KeyringError `keyring/nothing-to-rotate`, `keyring/rotation-under-way`, `keyring/not-verified` and what a keeper answers */
export async function moveRoot(ports: KeyAdministrationPorts, next: KeyProvider): Promise<string> {
  const { provider, admin } = ports;
  const [from, to] = [await provider.describe(), await next.describe()];
  if (from.kind === to.kind && from.key === to.key)
    throw new KeyringError("keyring/nothing-to-rotate", `the root key is kept there already: ${to.key}`);
  const underWay = (await unendedRotations(admin.installation)).find(
    ({ kind }) => kind === "root" || kind === "tenant",
  );
  if (underWay !== undefined)
    throw new KeyringError("keyring/rotation-under-way", `finish the rotation of the ${underWay.kind} key first`);
  const health = await next.health();
  if (health.state === "ill")
    throw new KeyringError("keyring/provider-unavailable", `the new keeper: ${health.message}`);
  await rewrapAll({ ...ports, provider: { ...provider, ...underBoth(next, provider) } }, "");
  await verifyAlone(ports, openingItsPart(next));
  await verifyAlone(ports, provider);
  return `moved from ${from.kind} (${from.key}) to ${to.kind} (${to.key}): both open until the old one is left`;
}

/** Wraps under the present keeper alone: the one before opens nothing here any more.
 *  @throws KeyringError `keyring/nothing-to-rotate`; `keyring/wrong-root-key` for what only the keeper of before opens: nothing was lost */
export async function leaveOldKeeper(ports: KeyAdministrationPorts): Promise<string> {
  const { provider } = ports;
  if (!(await isOnItsWay(ports)))
    throw new KeyringError("keyring/nothing-to-rotate", "the root key isn't on its way from one keeper to another");
  // Before anything is let go: what was made under the old keeper alone meanwhile isn't this one's to open.
  await verifyAlone(ports, provider);
  // Organisations' keys last: while one of them is under both, a move that was interrupted isn't over.
  await rewrapOthers(ports, "");
  await rewrapTenantKeys(ports, "");
  await verifyAlone(ports, provider);
  const { kind, key } = await provider.describe();
  return `kept by ${kind} (${key}) alone: its keeper of before opens only backups of before`;
}
