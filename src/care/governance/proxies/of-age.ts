import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { clockActor } from "../act.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { endHeld } from "./end.ts";
import { type Jurisdiction, jurisdictions, lastDayOfChildhood, majorities } from "./majority.ts";
import { type ProxyWords, readSealed } from "./opened.ts";
import { type ProxyRow, proxiesToCome } from "./proxy-table.ts";
import { holdRegistered, proxiesAsRegistered } from "./registered.ts";
import { tellPatient } from "./tell-patient.ts";

const hour = 3_600_000;

/** What one process found of birth dates: the version that it read, and the last day of childhood by it. */
export interface AgesFound {
  readonly lookedAt: Map<TenantId, number>;
  readonly byProxy: Map<string, { readonly version: number; readonly lastDay: string | undefined }>;
}

export function noAges(): AgesFound {
  return { lookedAt: new Map(), byProxy: new Map() };
}

/** A birth date that was corrected since it was recorded counts. @throws GovernanceError `proxy/beyond-majority`, `proxy/no-birth-date` */
export async function expectStillAChild(
  ports: GovernancePorts,
  tenant: TenantId,
  { patient }: Pick<ProxyRow, "patient">,
  words: ProxyWords,
): Promise<void> {
  const law = lawOf(words);
  if (law === undefined) return;
  const { birthDate } = (await ports.proxies.birthDate(tenant, patient, undefined)) ?? {};
  const last = birthDate === undefined ? undefined : lastDayOfChildhood(birthDate, law);
  if (last === undefined)
    throw new GovernanceError("proxy/no-birth-date", "the record doesn't say any more when the child was born");
  if (words.endsOn > last)
    throw new GovernanceError(
      "proxy/beyond-majority",
      `the child's birth date was corrected: the last day is ${last} at the latest; record it again`,
    );
}

/** Ends parental responsibility for whom a corrected birth date makes of age before the day that was recorded. It looks once an hour, and
 *  reads a birth date only where something of the patient was written since. */
export async function endOfAge(ports: GovernancePorts, found: AgesFound, tenant: TenantId): Promise<void> {
  const now = ports.now();
  const looked = found.lookedAt.get(tenant);
  if (looked !== undefined && now >= looked && now < looked + hour) return;
  const staff = await ports.vault(tenant);
  const inForce = await proxiesAsRegistered(ports, tenant, (tx) => proxiesToCome(tx, tenant, now));
  for (const row of inForce) {
    if (row.authority !== "parental-responsibility") continue;
    const patient = await ports.patientVault(tenant, row.patient);
    const { words, altered } = readSealed(ports, tenant, { staff, patient }, row);
    const law = words === undefined || altered ? undefined : lawOf(words);
    if (words === undefined || law === undefined) continue;
    const key = `${tenant}|${row.id}`;
    const changed = await ports.proxies.birthDate(tenant, row.patient, found.byProxy.get(key)?.version);
    if (changed !== undefined) {
      const lastDay = changed.birthDate === undefined ? undefined : lastDayOfChildhood(changed.birthDate, law);
      found.byProxy.set(key, { version: changed.version, lastDay });
    }
    const lastDay = found.byProxy.get(key)?.lastDay;
    if (lastDay === undefined || lastDay >= words.endsOn) continue;
    const days = { startsOn: lastDay, endsOn: lastDay };
    const stretch = await ports.proxies.stretchOf(tenant, days);
    if (stretch !== undefined && stretch.until <= now) await end(ports, tenant, row);
  }
  found.lookedAt.set(tenant, now);
}

async function end(ports: GovernancePorts, tenant: TenantId, { id, person, patient, related_person }: ProxyRow) {
  let ended = false;
  const alongside = async (tx: Transaction) => {
    const row = await holdRegistered(ports, tx, tenant, id);
    if (row?.state !== "in-force") return;
    await endHeld(ports, tx, tenant, row, {
      actor: clockActor,
      why: "the child is of age by the birth date that the record has now",
      endedBy: clockActor.name,
    });
    ended = true;
  };
  const endsOn = new Date(ports.now()).toISOString().slice(0, 10);
  if (related_person === null) await ports.db.transaction(tenant, alongside);
  else await ports.proxies.closeRelatedPerson(tenant, clockActor, { id: related_person, endsOn, alongside });
  if (!ended) return;
  ports.forgetGrants(tenant);
  await ports.endSessions(tenant, person);
  await tellPatient(ports, tenant, patient, "ended");
}

/** Under whose law the end was found; undefined where who recorded it stated the day. */
function lawOf({ majority }: ProxyWords): Jurisdiction | undefined {
  return jurisdictions.find((one) => majority?.includes(` years, ${majorities[one].label}: `));
}
