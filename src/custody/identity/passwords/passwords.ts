import {
  type ArgonCost,
  hashPassword,
  needsRehash,
  passwordCost,
  randomToken,
  verifyPassword,
} from "../../../foundation/crypto/index.ts";
import { type PersonId, Secret } from "../../../foundation/kernel/index.ts";
import type { TenantVault, VaultColumn } from "../../keyring/index.ts";
import type { PasswordProfileName } from "../organisation/index.ts";
import { passwordProfiles } from "./password-profiles.ts";
import { createTurns, passwordTurns } from "./turns.ts";

/** What is kept of a password. Sealed at rest, though it is a hash: a stolen table can't even be guessed at. */
export interface StoredPassword {
  /** argon2id, as a PHC string. */
  readonly phc: string;
  /** Issued by an administrator: must be replaced at the first sign-in. */
  readonly temporary: boolean;
  /** Hashes of earlier passwords, newest first. */
  readonly former: readonly string[];
  /** For a pending password: the nonce, in hexadecimal, of the challenge that may make it count. */
  readonly nonce?: string | undefined;
}

/** As many as the strictest profile asks after. */
const mostRemembered = Math.max(...Object.values(passwordProfiles).map(({ remembered }) => remembered));

const context = (person: PersonId) => `person/${person}/password`;

export const passwordColumn: VaultColumn = {
  table: "credential",
  column: "sealed",
  key: ["person", "factor"],
  contexts: ({ person }: { person: PersonId }) => [context(person)],
};

export function sealPassword(vault: TenantVault, person: PersonId, stored: StoredPassword): Buffer {
  return vault.seal(context(person), Buffer.from(JSON.stringify(stored)));
}

export function openPassword(vault: TenantVault, person: PersonId, sealed: Buffer): StoredPassword {
  return JSON.parse(vault.open(context(person), sealed).toString()) as StoredPassword;
}

/** What replaces `former` when a new password counts. */
export function succeed(former: StoredPassword | undefined, phc: string): StoredPassword {
  const earlier = former === undefined || former.temporary ? (former?.former ?? []) : [former.phc, ...former.former];
  return { phc, temporary: false, former: earlier.slice(0, mostRemembered) };
}

/** Whether a password is one that the profile doesn't let come back, the present one included. */
export async function wasUsed(
  password: Secret<string>,
  stored: StoredPassword | undefined,
  profile: PasswordProfileName,
): Promise<boolean> {
  if (stored === undefined) return false;
  const earlier = [stored.phc, ...stored.former].slice(0, Math.max(1, passwordProfiles[profile].remembered));
  for (const phc of earlier) if (await verifyPassword(phc, password)) return true;
  return false;
}

/** Checks passwords, a few at once, taking as long for a name that nobody bears. */
export interface PasswordCheck {
  /** @returns undefined when too many checks wait already. */
  verify(phc: string | undefined, password: Secret<string>): Promise<boolean | undefined>;
  hash(password: Secret<string>): Promise<string | undefined>;
  /** The hash at today's cost, when the stored one is cheaper. */
  refreshed(phc: string, password: Secret<string>): Promise<string | undefined>;
}

export function createPasswordCheck(cost: ArgonCost = passwordCost): PasswordCheck {
  const turns = createTurns(passwordTurns);
  const nobodys = hashPassword(new Secret(randomToken()), cost);
  nobodys.catch(() => undefined);
  return {
    verify: (phc, password) =>
      turns.take(async () => {
        const right = await verifyPassword(phc ?? (await nobodys), password);
        return right && phc !== undefined;
      }),
    hash: (password) => turns.take(() => hashPassword(password, cost)),
    refreshed: async (phc, password) => (needsRehash(phc, cost) ? hashPassword(password, cost) : undefined),
  };
}
