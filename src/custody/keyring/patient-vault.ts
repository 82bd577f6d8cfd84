import { open, seal } from "../../foundation/crypto/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { DataKey, TenantKeys } from "./tenant-keys.ts";

/** Seals and opens values under one patient's key. */
export interface PatientVault {
  /** Of the key that seals. */
  readonly keyNo: number;
  /** @param context says what the value is ("note-draft|<id>"). */
  seal(context: string, plaintext: Buffer): Buffer;
  /** Opens what any of the patient's keys sealed. @throws CryptoError `crypto/wrong-key-or-altered` */
  open(context: string, sealed: Buffer): Buffer;
}

/** @returns undefined when the patient has no key (any more) */
export async function openPatientVault(
  keys: Pick<TenantKeys, "tenant" | "ofPatients" | "everyKeyOf">,
  patient: ResourceId,
): Promise<PatientVault | undefined> {
  const own = (await keys.ofPatients([patient])).get(patient);
  if (own === undefined) return undefined;
  return vaultUnder(keys.tenant, patient, own, await keys.everyKeyOf(patient));
}

/** @param every keys that open as well */
export function vaultUnder(
  tenant: TenantId,
  subject: ResourceId,
  own: DataKey,
  every: readonly DataKey[] = [],
): PatientVault {
  const bind = (keyNo: number, context: string) => Buffer.from(`${tenant}|${subject}|${keyNo}|${context}`);
  const openWith = ({ key, keyNo }: DataKey, context: string, sealed: Buffer) =>
    open(key, sealed, bind(keyNo, context));
  return {
    keyNo: own.keyNo,
    seal: (context, plaintext) => seal(own.key, plaintext, bind(own.keyNo, context)),
    open(context, sealed) {
      let refusal: unknown;
      for (const key of [own, ...every.filter(({ keyNo }) => keyNo !== own.keyNo)]) {
        try {
          return openWith(key, context, sealed);
        } catch (error) {
          refusal ??= error;
        }
      }
      throw refusal;
    },
  };
}
