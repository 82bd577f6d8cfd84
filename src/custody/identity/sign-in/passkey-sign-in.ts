import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { TenantVault } from "../../keyring/index.ts";
import { type SecondFactorOutcome, findCandidate, wrongPasskey } from "../candidates/index.ts";
import {
  type Assertion,
  type PasskeyRequest,
  openPasskey,
  passkeyToken,
  readUserHandle,
  requestOptions,
  verifyAssertion,
} from "../passkeys/index.ts";
import { type Origin, holdPerson, openProfile, personSubject, readPerson, signInActor } from "../person/index.ts";
import { type AuthenticatorRow, readPasskey, takeCounter } from "../second-factors/index.ts";
import { enter } from "./enter.ts";
import type { SignInPorts } from "./sign-in.ts";

/** Asks for any passkey: the person need not say who they are. Undefined where passkeys don't work. */
export async function askForAnyPasskey(ports: SignInPorts): Promise<PasskeyRequest | undefined> {
  if (ports.passkeyPlace === undefined) return undefined;
  const options = await requestOptions(ports.passkeyPlace);
  await ports.passkeyChallenges.give("sign-in", options.challenge);
  return options;
}

/**
 * Signs in with a passkey that its owner unlocked: both factors at once. Looks at no lock: nothing that others try under any
 * name keeps its owner out.
 */
export async function takePasskey(
  ports: SignInPorts,
  assertion: Assertion,
  origin: Origin,
): Promise<SecondFactorOutcome> {
  const owner = readUserHandle(assertion.response.userHandle);
  if (ports.passkeyPlace === undefined || owner === undefined) return wrongPasskey;
  const { tenant, person } = owner;
  if ((await ports.organisations.of(tenant)) === undefined) return wrongPasskey;
  const vault = await ports.keyring.vault(tenant);
  const row = await readPasskey(ports.database.tenant(tenant), tenant, passkeyToken(vault, assertion.id));
  if (row?.person !== person) return wrongPasskey;
  const passkey = openPasskey(vault, row.authenticator, row.sealed);
  const spend = ports.passkeyChallenges.spend("sign-in");
  const counter = await verifyAssertion(ports.passkeyPlace, assertion, passkey, spend);
  if (counter === undefined) {
    await recordRefusal(ports, { tenant, vault, row, origin }, "not genuine");
    return wrongPasskey;
  }
  const outcome = await ports.database.transaction(tenant, async (tx) => {
    const held = await holdPerson(tx, tenant, person);
    const candidate = held && (await findCandidate(tx, vault, tenant, person));
    if (candidate === undefined) return wrongPasskey;
    const use = { authenticator: row.authenticator, counter, now: ports.now() };
    if (!(await takeCounter(tx, tenant, use))) return "cloned";
    return enter(ports, tx, { vault, candidate, origin, provenBy: "passkey", how: "passkey" });
  });
  if (outcome !== "cloned") return outcome;
  await recordRefusal(ports, { tenant, vault, row, origin }, "its signature counter went back");
  return wrongPasskey;
}

/** Only of passkeys that exist: strangers' noise doesn't fill the ledger. */
async function recordRefusal(
  ports: SignInPorts,
  tried: {
    readonly tenant: TenantId;
    readonly vault: TenantVault;
    readonly row: AuthenticatorRow;
    readonly origin: Origin;
  },
  detail: string,
): Promise<void> {
  const { tenant, vault, row, origin } = tried;
  await ports.database.transaction(tenant, async (tx) => {
    const person = await readPerson(tx, tenant, row.person);
    const subject =
      person && personSubject({ ...openProfile(vault, row.person, person.sealed_profile), id: row.person });
    const event = { act: "passkey-refused", at: ports.now(), actor: signInActor(origin), subject, detail } as const;
    await ports.recordEvent(tx, tenant, event);
  });
}
