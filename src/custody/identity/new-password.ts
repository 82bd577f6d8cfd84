import type { Secret } from "../../foundation/kernel/index.ts";
import { findCandidate } from "./candidate.ts";
import { newNonce, openChallenge, tenantOfChallenge } from "./challenge.ts";
import { spendChallenge } from "./challenge-table.ts";
import { storeCredential } from "./credential-table.ts";
import { identitySettings } from "./identity-settings.ts";
import { askForSecondFactor } from "./next-step.ts";
import { checkPassword } from "./password-policy.ts";
import { sealPassword, succeed, wasUsed } from "./passwords.ts";
import type { SignInPorts } from "./sign-in.ts";
import { busy, challengeOver } from "./sign-in-outcome.ts";
import type { NewPasswordOutcome } from "./sign-in-outcome.ts";

/**
 * Takes the password that replaces a temporary or outdated one. It waits until the second factor has been shown: else
 * whoever knows an outdated password could replace it without being its owner.
 */
export async function takeNewPassword(
  ports: SignInPorts,
  challengeText: string,
  password: Secret<string>,
): Promise<NewPasswordOutcome> {
  const tenant = tenantOfChallenge(challengeText);
  const organisation = tenant && (await ports.organisations.of(tenant));
  if (tenant === undefined || organisation === undefined) return challengeOver;
  const vault = await ports.keyring.vault(tenant);
  const now = ports.now();
  const challenge = openChallenge(vault, challengeText, now);
  if (challenge?.kind !== "new-password") return challengeOver;
  const candidate = await findCandidate(ports.database.tenant(tenant), vault, tenant, challenge.person);
  if (candidate === undefined || candidate.row.credential_epoch !== challenge.epoch) return challengeOver;

  const { passwordProfile: profile } = await ports.settings.get(tenant, identitySettings);
  const findings = checkPassword(password.expose(), { ...candidate, organisation: organisation.name }, profile);
  if (findings.length > 0) return { kind: "password-refused", findings, profile };
  if (await wasUsed(password, candidate.password, profile))
    return { kind: "password-refused", findings: ["password/reused"], profile };
  const phc = await ports.passwords.hash(password);
  if (phc === undefined) return busy;

  const nonce = newNonce();
  const sealed = sealPassword(vault, candidate.id, {
    ...succeed(candidate.password, phc),
    nonce: nonce.toString("hex"),
  });
  const spent = await ports.database.transaction(tenant, async (tx) => {
    if (!(await spendChallenge(tx, tenant, challenge))) return false;
    await storeCredential(
      tx,
      { tenant, person: candidate.id },
      { factor: "pending-password", sealed, changed_at: now },
    );
    return true;
  });
  return spent ? askForSecondFactor({ vault, organisation, candidate, now, nonce }) : challengeOver;
}
