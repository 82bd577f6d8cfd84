import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import { type SigningComponents, signingComponents } from "./components.ts";
import type { Signing } from "./provenance.ts";
import { signRecord } from "./sign-record.ts";
import type { KeyHistory } from "./signature-key.ts";
import { type KeyActor, type SignatureKeysPorts, openSignatureKeys } from "./signature-keys.ts";

/** Signatures on versions of records: one way to sign, whatever the record and whatever the meaning. */
export interface Signatures {
  readonly components: SigningComponents;
  /** To be called before the record is stamped: no record is older than the key that signs it. */
  prepare(tenant: TenantId): Promise<void>;
  /** @returns the Provenance to be stored in the transaction that stores the record */
  sign(tenant: TenantId, signing: Signing): Promise<FhirResource>;
  history(tenant: TenantId): Promise<KeyHistory>;
  /** Replaces the key at once, as when it may have been stolen. @returns the new key's id */
  rotate(tenant: TenantId, actor: KeyActor): Promise<string>;
  /** By which anybody finds the public keys: it names no organisation and can't be guessed. 32 hexadecimal digits. */
  publicName(tenant: TenantId): Promise<string>;
  /** @param name as somebody asked for it @returns undefined where no organisation has it */
  historyNamed(name: string): Promise<KeyHistory | undefined>;
}

export type SignaturesPorts = SignatureKeysPorts & {
  readonly keyring: { tenants(): Promise<readonly { readonly tenant: TenantId }[]> };
};

export function openSignatures(ports: SignaturesPorts): Signatures {
  const keys = openSignatureKeys(ports);

  const publicName = async (tenant: TenantId) =>
    (await ports.keyring.vault(tenant)).blind("signature-keys/public-name").toString("hex");

  return {
    components: signingComponents(ports),
    async prepare(tenant) {
      await keys.current(tenant);
    },
    sign: async (tenant, signing) => signRecord(await keys.current(tenant), signing),
    history: (tenant) => keys.history(tenant),
    rotate: (tenant, actor) => keys.rotate(tenant, actor),
    publicName,
    async historyNamed(name) {
      for (const { tenant } of await ports.keyring.tenants())
        if ((await publicName(tenant)) === name) return keys.history(tenant);
      return undefined;
    },
  };
}
