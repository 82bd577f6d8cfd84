import { type KeyRotation, type KeysState, keyKind } from "../../../../contract/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Rotation } from "../../../custody/keyring/index.ts";
import type { KeysRoutesPorts } from "./ports.ts";

const instantOf = (milliseconds: number) => new Date(milliseconds).toISOString();
const waits = ["a start", "a new organisation", "new keys that sign identity tokens", "rotation of any key"];

export function rotationOf({ kind, step, done, total, why, beganAt }: Rotation): KeyRotation {
  return { kind: keyKind.parse(kind), step, done, total, why, beganAt: instantOf(beganAt) };
}

/** Nothing of other organisations, nor where the root key is kept. */
export async function keysStateOf(ports: KeysRoutesPorts, tenant: TenantId): Promise<KeysState> {
  const { circuit, againAt, lastSuccessAt, lastFailure } = ports.standing();
  const { openPatientKeys } = await ports.keyring.keys(tenant);
  const ages = await ports.keys.ages(tenant);
  const underWay = (await ports.keys.underWay()).filter((one) => one.tenant === tenant);
  return {
    keeper: {
      circuit,
      ...(againAt === undefined ? {} : { againAt: instantOf(againAt) }),
      ...(lastSuccessAt === undefined ? {} : { lastSuccessAt: instantOf(lastSuccessAt) }),
      ...(lastFailure === undefined ? {} : { lastFailureAt: instantOf(lastFailure.at), lastFailure: lastFailure.code }),
    },
    withoutKeeper: { openPatientKeys, goesOnForSeconds: null, waits },
    ages: ages.map(({ kind, since, days, keys: inUse, old, seals, isDue }) => ({
      kind: keyKind.parse(kind),
      since: instantOf(since),
      days,
      inUse,
      old,
      seals,
      isDue,
    })),
    underWay: underWay.map(rotationOf),
  };
}
