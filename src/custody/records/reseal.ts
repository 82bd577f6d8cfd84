import {
  type FhirResource,
  indexTerms,
  parseStoredText,
  typeNumber,
  typeOfNumber,
} from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { DataKey, Keyring } from "../keyring/index.ts";
import { openRows } from "./opening.ts";
import { type Protection, sealed } from "./protection.ts";
import { RecordsError } from "./records-error.ts";
import { countVersions, newestVersionsAfter } from "./reindex-table.ts";
import {
  type Resealed,
  type VersionPlace,
  countOtherTokens,
  countUnderOldKeys,
  replaceBodies,
  versionsUnderKeysFrom,
  versionsUnderOldKeys,
} from "./reseal-table.ts";
import { sortTokens } from "./sort-tokens.ts";

export interface ResealPorts {
  /** Connects as the schema's owner, to the organisation. */
  readonly admin: (tenant: TenantId) => Queryable;
  readonly keyring: Keyring;
  readonly protection?: Protection;
}

interface Progress {
  readonly done: number;
  readonly total: number;
}

const pageLength = 200;

/** Seals every version whose key doesn't seal any more under the key that does: the patient's, or the organisation's for what is about
 *  nobody. The packed bytes stay as they are. Readers find each row under the one key or the other; it can be stopped and run again. */
export async function* reseal(ports: ResealPorts, tenant: TenantId): AsyncGenerator<Progress> {
  const { keyring, protection = sealed } = ports;
  const db = ports.admin(tenant);
  const total = await countUnderOldKeys(db, tenant);
  let after: VersionPlace | undefined;
  for (let done = 0; ; ) {
    const rows = await versionsUnderOldKeys(db, tenant, after, pageLength);
    const last = rows.at(-1);
    if (last === undefined) return;
    const keys = await keyring.keys(tenant);
    const loaded = await keys.load(rows.map(({ key_no }) => key_no));
    const patients = rows.flatMap(({ key_no }) => loaded.subjectOf(key_no) ?? []);
    const successors: ReadonlyMap<ResourceId, DataKey> = await keys.ofPatients([...new Set(patients)]);
    const made = rows.map((row): Resealed => {
      const type = typeOfNumber(row.type);
      if (type === undefined)
        throw new RecordsError("records/unknown-body-format", "the row's resource type is unknown to this program");
      const patient = loaded.subjectOf(row.key_no);
      const under = patient === undefined ? keys.record : successors.get(patient);
      if (under === undefined) throw new RecordsError("records/body-altered", "a patient's key has no successor");
      const place = { tenant, type, id: row.id, version: row.version };
      const packed = protection.open(loaded.key(row.key_no), { ...place, keyNo: row.key_no }, row.body);
      const body = protection.seal(under.key, { ...place, keyNo: under.keyNo }, packed);
      return { id: row.id, version: row.version, from: row.key_no, to: under.keyNo, body };
    });
    await replaceBodies(db, tenant, made);
    after = last;
    done += rows.length;
    yield { done, total: Math.max(total, done) };
  }
}

/** How many versions are still under keys that don't seal any more. */
export function countNotResealed({ admin }: ResealPorts, tenant: TenantId): Promise<number> {
  return countUnderOldKeys(admin(tenant), tenant);
}

/** Reads every version under keys of this number or a later one again. */
export async function* checkBodies(
  ports: ResealPorts,
  tenant: TenantId,
  keysFrom: number,
): AsyncGenerator<Progress & { readonly wrong: number }> {
  const { keyring, protection = sealed } = ports;
  const db = ports.admin(tenant);
  let after: VersionPlace | undefined;
  let wrong = 0;
  for (let done = 0; ; ) {
    const rows = await versionsUnderKeysFrom(db, tenant, { keysFrom, after, limit: pageLength });
    const last = rows.at(-1);
    if (last === undefined) return;
    const keys = await keyring.keys(tenant);
    try {
      await openRows(keys, protection, rows);
    } catch {
      for (const row of rows)
        await openRows(keys, protection, [row]).catch(() => {
          wrong += 1;
        });
    }
    after = last;
    done += rows.length;
    yield { done, total: done, wrong };
  }
}

/** Reads every row of the search index again, and compares its tokens with those that the record's own text gives now. */
export async function* checkTokens(
  ports: ResealPorts,
  tenant: TenantId,
): AsyncGenerator<Progress & { readonly wrong: number }> {
  const { keyring, protection = sealed } = ports;
  const db = ports.admin(tenant);
  const total = await countVersions(db, tenant);
  let after: ResourceId | undefined;
  let wrong = 0;
  for (let done = 0; ; ) {
    const rows = await newestVersionsAfter(db, tenant, after, pageLength);
    const last = rows.at(-1);
    if (last === undefined) return;
    const keys = await keyring.keys(tenant);
    const current = await openRows(
      keys,
      protection,
      rows.filter(({ deleted }) => !deleted),
    );
    wrong += await countOtherTokens(
      db,
      tenant,
      current.map(({ type, body, id, version, position }) => ({
        id,
        version,
        position,
        type: typeNumber(type),
        tokens: sortTokens(
          protection.tokens(keys.blinder, type, indexTerms(parseStoredText(body.toString()) as FhirResource)),
        ),
      })),
    );
    after = last.id;
    done += rows.length;
    yield { done, total: Math.max(total, done), wrong };
  }
}
