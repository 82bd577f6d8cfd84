import { z } from "zod";
import type { DeviceCopy } from "./draft-copy.ts";

/** What lies in the browser's database: ids and times in the open, every word and the patient sealed. */
export type SealedCopy = {
  readonly personId: string;
  readonly id: string;
  readonly keptAt: number;
  readonly unsent: boolean;
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
};

const words = z.object({ title: z.string(), text: z.string() });
const deviceCopy = words.extend({
  id: z.string(),
  patientId: z.string(),
  addendumTo: z.string().optional(),
  replaces: z.string().optional(),
  encounter: z.string().optional(),
  template: z.string().optional(),
  baseRevision: z.number(),
  savedAt: z.string().optional(),
  unsent: z.boolean(),
  sent: z.array(words).default([]),
  keptAt: z.number(),
});

/** AES-256-GCM; the copy's place is authenticated with it, so that one draft can't be passed off as another. */
function parameters(nonce: Uint8Array<ArrayBuffer>, personId: string, id: string): AesGcmParams {
  return { name: "AES-GCM", iv: nonce, additionalData: new TextEncoder().encode(`wardbook-draft|${personId}|${id}`) };
}

export async function sealCopy(key: CryptoKey, personId: string, copy: DeviceCopy): Promise<SealedCopy> {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(
    parameters(nonce, personId, copy.id),
    key,
    new TextEncoder().encode(JSON.stringify(copy)),
  );
  return { personId, id: copy.id, keptAt: copy.keptAt, unsent: copy.unsent, nonce, sealed };
}

/** Undefined for what can't be opened: a copy sealed under a key that is gone is noise, not an error. */
export async function openSealed(
  key: CryptoKey,
  { personId, id, nonce, sealed }: SealedCopy,
): Promise<DeviceCopy | undefined> {
  try {
    const plain = await crypto.subtle.decrypt(parameters(nonce, personId, id), key, sealed);
    return deviceCopy.parse(JSON.parse(new TextDecoder().decode(plain)));
  } catch {
    return undefined;
  }
}
