import { sealsPerKey } from "../../../foundation/crypto/index.ts";
import { type TenantId, positionToMilliseconds } from "../../../foundation/kernel/index.ts";
import type { RotationRequest } from "./key-administration.ts";
import { keyAges } from "./key-version-table.ts";
import { readPolicy } from "./policy-table.ts";
import { type DataKeyRotationKind, type RotationKind, purposeOf, rotationKinds } from "./rotation-kind.ts";
import type { KeyAdministrationPorts } from "./rotation-ports.ts";
import { lastRotations } from "./rotation-table.ts";

/** How old keys may get, in days, where nobody said otherwise. Source: NIST SP 800-57 Part 1 Rev. 5 §5.3.6 gives one to two years for
 *  keys that encrypt data or wrap keys, and one to three for signing keys. */
export const usualDays: Readonly<Record<RotationKind, number>> = {
  root: 365,
  tenant: 365,
  patient: 730,
  record: 365,
  entries: 365,
  index: 730,
  signing: 730,
  vault: 365,
};

/** Half of what a key may seal: there is time to rotate it before it may seal no more. */
export const mostSeals: number = sealsPerKey / 2;

export interface KeyAge {
  readonly kind: RotationKind;
  /** When the oldest one that is in use was made, in milliseconds since 1970. */
  readonly since: number;
  readonly days: number;
  /** How many are in use. */
  readonly keys: number;
  /** How many don't seal any more but are kept. */
  readonly old: number;
  /** Most seals of one of them, where they are counted. */
  readonly seals: number;
  readonly isDue: boolean;
}

const dayMilliseconds = 86_400_000;

export async function agesOf({ admin, now }: KeyAdministrationPorts, tenant: TenantId): Promise<readonly KeyAge[]> {
  const db = admin.tenant(tenant);
  const policy = await readPolicy(admin.installation, tenant);
  const rows = new Map((await keyAges(db, tenant)).map((row) => [row.purpose, row]));
  const ended = new Map((await lastRotations(admin.installation, tenant)).map((one) => [one.kind, one.endedAt ?? 0]));
  const first = Math.min(...[...rows.values()].map(({ oldest }) => positionToMilliseconds(oldest)));
  return rotationKinds.flatMap((kind): KeyAge[] => {
    if (kind === "root") return [];
    const row = kind === "tenant" ? undefined : rows.get(purposeOf[kind satisfies DataKeyRotationKind]);
    if (kind !== "tenant" && (row === undefined || row.keys === 0)) return [];
    // The organisation's key is as old as its first data key, or its last rotation.
    const since = row === undefined ? (ended.get("tenant") ?? first) : positionToMilliseconds(row.oldest);
    const days = policy.get(kind) ?? usualDays[kind];
    const seals = row?.seals ?? 0;
    const isDue = now() - since >= days * dayMilliseconds || seals >= mostSeals;
    return [{ kind, since, days, keys: row?.keys ?? 1, old: row?.old ?? 0, seals, isDue }];
  });
}

export async function dueRotations(
  ports: KeyAdministrationPorts,
  tenants: readonly TenantId[],
): Promise<readonly RotationRequest[]> {
  const { admin, now } = ports;
  const due: RotationRequest[] = [];
  let oldest = Number.POSITIVE_INFINITY;
  for (const tenant of tenants) {
    for (const { kind, isDue, since, seals } of await agesOf(ports, tenant)) {
      oldest = Math.min(oldest, since);
      if (!isDue || kind === "root") continue;
      due.push({ kind, tenant, why: seals >= mostSeals ? "policy: volume" : "policy: age" });
    }
  }
  const days = (await readPolicy(admin.installation, 0)).get("root") ?? usualDays.root;
  const [last] = (await lastRotations(admin.installation, 0)).map(({ endedAt }) => endedAt ?? 0);
  const since = last ?? oldest;
  if (now() - since >= days * dayMilliseconds) due.push({ kind: "root", why: "policy: age" });
  return due;
}
