import type { Secret } from "../../../foundation/kernel/index.ts";
import {
  type NewPasswordOutcome,
  askForSecondFactor,
  busy,
  challengeOver,
  findCandidate,
  newNonce,
  openChallenge,
  spendChallenge,
  tenantOfChallenge,
} from "../candidates/index.ts";
import { identitySettings } from "../organisation/index.ts";
import { checkPassword, sealPassword, storeCredential, succeed, wasUsed } from "../passwords/index.ts";
import type { SignInPorts } from "./sign-in.ts";

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
  const findings = await checkPassword(password.expose(), { ...candidate, organisation: organisation.name }, profile);
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
