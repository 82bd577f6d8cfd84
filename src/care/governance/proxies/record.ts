import type { Caller } from "../../../custody/access/index.ts";
import { type PersonId, type ResourceId, type Secret, parsePersonId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { actorOf } from "../act.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { openTask } from "../tasks/open-task.ts";
import { type Authority, type Extent, authorityWords, isTheirsToConfirm } from "./authority.ts";
import { type ProxyWords, sealWords } from "./opened.ts";
import type { NewAccount, ProxyAccount } from "./ports.ts";
import { lockPatient, proxiesOf } from "./proxy-table.ts";
import { tellPatient } from "./tell-patient.ts";
import { insertSealed } from "./registered.ts";
import { type Term, termOf } from "./term.ts";

export interface NewProxy extends Term {
  readonly patient: ResourceId;
  readonly account: { readonly kind: "existing"; readonly person: PersonId } | ({ readonly kind: "new" } & NewAccount);
  readonly authority: Authority;
  readonly relationship: string;
  readonly extent: Extent;
  readonly proof: ProxyWords["proof"];
  readonly note?: string | undefined;
}

/** So long a second person has to confirm it. */
export const daysToConfirm = 14;
const day = 86_400_000;
const mostAtOnce = 20;

/**
 * Writes down that somebody acts for a patient. It opens nothing before a second person agrees, or the patient, where they wish it. An
 * account that is made for it is made in the same transaction, or not at all.
 * @throws GovernanceError `proxy/unknown-patient`, `proxy/unsuitable-account`, `proxy/unsuitable-day`, `proxy/beyond-majority`,
 *   `proxy/no-birth-date`, `proxy/unsuitable-proof`, `proxy/recorded-already`, `proxy/too-many`; IdentityError `people/username-taken`
 */
export async function recordProxy(
  ports: GovernancePorts,
  caller: Caller,
  { patient, authority, extent, relationship, proof, note, account, ...term }: NewProxy,
): Promise<{ readonly id: string; readonly temporaryPassword: Secret<string> | undefined }> {
  const { tenant } = caller;
  const now = ports.now();
  const known = await ports.proxies.patient(caller, patient);
  const vault = known === undefined ? undefined : await ports.patientVault(tenant, patient);
  if (known === undefined || vault === undefined)
    throw new GovernanceError("proxy/unknown-patient", "there is no such patient", { path: "patientId" });
  const stretch = await ports.proxies.stretchOf(tenant, term);
  const { from, until, majority } = termOf(authority, term, { birthDate: known.birthDate, stretch, now });
  if (proof.seenOn > new Date(now + day).toISOString().slice(0, 10))
    throw new GovernanceError("proxy/unsuitable-proof", "the proof was seen today or before", { path: "proof.seenOn" });
  const recorder = parsePersonId(caller.id);
  if (account.kind === "existing" && account.person === recorder)
    throw new GovernanceError("proxy/unsuitable-account", "nobody records for whom they act themselves", {
      path: "account",
    });
  const existing = account.kind === "existing" ? await accountOf(ports, caller, account.person) : undefined;
  const id = ports.newId();
  const write = async (tx: Transaction, who: ProxyAccount) => {
    const place = {
      id,
      person: who.id,
      patient,
      authority,
      extent,
      from_at: from,
      until,
      recorder,
      recorded_at: now,
    };
    const words: ProxyWords = {
      patientLabel: known.label,
      personName: `${who.given} ${who.family}`,
      relationship,
      proof,
      startsOn: term.startsOn,
      endsOn: term.endsOn,
      majority,
      note,
    };
    const waiting = {
      ...place,
      state: "waiting",
      related_person: null,
      decider: null,
      decided_at: null,
      ended_at: null,
      ...sealWords(vault, place, words),
    } as const;
    await lockPatient(tx, tenant, patient);
    const open = (await proxiesOf(tx, tenant, { patient }, 1000)).filter(
      ({ state, until: end }) => state === "waiting" || (state === "in-force" && end > now),
    );
    if (open.some(({ person, state }) => person === who.id && state === "waiting"))
      throw new GovernanceError("proxy/recorded-already", "this was recorded already and waits to be confirmed");
    if (open.length >= mostAtOnce)
      throw new GovernanceError("proxy/too-many", `${mostAtOnce} people act for this patient already`);
    await insertSealed(ports, tx, tenant, waiting, { recorderName: caller.name });
    await openTask(ports, tx, tenant, {
      kind: "proxy-confirmation",
      about: id,
      title: `Confirm an authority to act for a patient, recorded by ${caller.name}`,
      dueAt: now + daysToConfirm * day,
      notFor: recorder,
    });
    await ports.record(tx, tenant, {
      action: "proxy-recorded",
      at: now,
      actor: actorOf(caller),
      why: `by ${authorityWords[authority]}`,
      detail: `${words.personName} (${who.id}), ${relationship}, until ${term.endsOn} (${id})`,
      patient,
    });
  };
  let temporaryPassword: Secret<string> | undefined;
  if (account.kind === "new") {
    const invited = await ports.proxies.invite(actorOf(caller), tenant, account, write);
    if (invited === undefined) throw unsuitableAccount();
    ({ temporaryPassword } = invited);
  } else {
    if (existing === undefined) throw unsuitableAccount();
    await ports.db.transaction(tenant, (tx) => write(tx, existing));
  }
  if (isTheirsToConfirm(authority)) await tellPatient(ports, tenant, patient, "asked");
  return { id, temporaryPassword };
}

async function accountOf(ports: GovernancePorts, caller: Caller, person: PersonId): Promise<ProxyAccount> {
  const found = (await ports.proxies.accounts(caller.tenant)).find(({ id }) => id === person);
  if (found === undefined) throw unsuitableAccount();
  return found;
}

export function unsuitableAccount(): GovernanceError {
  return new GovernanceError(
    "proxy/unsuitable-account",
    "such an account has a role to act for others, and no other: invite the person to one",
    { path: "account" },
  );
}
