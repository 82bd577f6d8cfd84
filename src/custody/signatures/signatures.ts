import type { FhirResource } from "../../foundation/fhir/index.ts";
import { equalTexts } from "../../foundation/crypto/index.ts";
import { type TenantId, parseTenantId } from "../../foundation/kernel/index.ts";
import { KeyringError } from "../keyring/index.ts";
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
  /** The key in hand, for whoever signs within a transaction and can't wait for another connection there. */
  signer(tenant: TenantId): Promise<(signing: Signing) => Promise<FhirResource>>;
  history(tenant: TenantId): Promise<KeyHistory>;
  /** Replaces the key at once, as when it may have been stolen. @returns the new key's id */
  rotate(tenant: TenantId, actor: KeyActor): Promise<string>;
  /** By which anybody finds the public keys: "<number>.<32 hexadecimal digits>", of which the digits can't be guessed. */
  publicName(tenant: TenantId): Promise<string>;
  /** @param name as somebody asked for it @returns undefined where no organisation has it */
  historyNamed(name: string): Promise<KeyHistory | undefined>;
}

const namePattern = /^([1-9]\d{0,8})\.[0-9a-f]{32}$/;

export function openSignatures(ports: SignatureKeysPorts): Signatures {
  const keys = openSignatureKeys(ports);

  const publicName = async (tenant: TenantId) =>
    `${tenant}.${(await ports.keyring.vault(tenant)).blind("signature-keys/public-name").toString("hex")}`;

  return {
    components: signingComponents(ports),
    async prepare(tenant) {
      await keys.current(tenant);
    },
    sign: async (tenant, signing) => signRecord(await keys.current(tenant), signing),
    async signer(tenant) {
      const key = await keys.current(tenant);
      return (signing) => signRecord(key, signing);
    },
    history: (tenant) => keys.history(tenant),
    rotate: (tenant, actor) => keys.rotate(tenant, actor),
    publicName,
    async historyNamed(name) {
      const [, number] = namePattern.exec(name) ?? [];
      if (number === undefined) return undefined;
      const tenant = parseTenantId(Number(number));
      const isRight = equalTexts(name, await publicName(tenant).catch(nobodys));
      return isRight ? keys.history(tenant) : undefined;
    },
  };
}

/** No organisation has this number. */
function nobodys(error: unknown): string {
  if (error instanceof KeyringError && error.code === "keyring/unknown-tenant") return "";
  throw error;
}
