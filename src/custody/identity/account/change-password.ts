import type { Secret } from "../../../foundation/kernel/index.ts";
import { type Candidate, busy, challengeOver, wrongCredentials } from "../candidates/index.ts";
import { sessionKeyOf } from "../lockout/index.ts";
import { identitySettings } from "../organisation/index.ts";
import { checkPassword, sealPassword, storeCredential, succeed, wasUsed } from "../passwords/index.ts";
import { deleteSessionsOf } from "../sessions/index.ts";
import { tryPassword } from "../sign-in/index.ts";
import type { AccountHolder, AccountPorts, PasswordChange } from "./account.ts";
import type { ChangeOwn } from "./change-own.ts";

export interface PasswordsOfChange {
  readonly current: Secret<string> | undefined;
  readonly next: Secret<string>;
}

/** Takes a new password from somebody who shows the present one, if they have one. */
export async function changeOwnPassword(
  ports: AccountPorts,
  change: ChangeOwn,
  { holder, candidate }: { readonly holder: AccountHolder; readonly candidate: Candidate },
  { current, next }: PasswordsOfChange,
): Promise<PasswordChange> {
  const { session, cookie, origin } = holder;
  const { tenant, sessionId } = session;
  const vault = await ports.keyring.vault(tenant);
  if (candidate.password !== undefined) {
    const subject = candidate.row.username_token;
    const key = sessionKeyOf(vault, { tenant, factor: "password", subject, sessionId });
    if (current === undefined) return wrongCredentials;
    const refusal = await tryPassword(ports, { key, candidate, password: current, origin });
    if (refusal !== undefined) return refusal;
  }
  const { passwordProfile: profile } = await ports.settings.get(tenant, identitySettings);
  const organisation = await ports.organisations.of(tenant);
  const findings = await checkPassword(next.expose(), { ...candidate, organisation: organisation?.name }, profile);
  if (findings.length > 0) return { kind: "password-refused", findings, profile };
  if (await wasUsed(next, candidate.password, profile))
    return { kind: "password-refused", findings: ["password/reused"], profile };
  const phc = await ports.passwords.hash(next);
  if (phc === undefined) return busy;
  const rotated = await change(holder, "password-changed", undefined, async (tx, held) => {
    const sealed = sealPassword(vault, candidate.id, succeed(held.candidate.password, phc));
    const owner = { tenant, person: candidate.id };
    await storeCredential(tx, owner, { factor: "password", sealed, changed_at: ports.now() });
    await deleteSessionsOf(tx, tenant, candidate.id, sessionId);
    return ports.sessions.rotate(tx, cookie, {});
  });
  ports.sessions.forgetRemembered();
  return rotated === undefined ? challengeOver : { kind: "changed", cookie: rotated };
}
