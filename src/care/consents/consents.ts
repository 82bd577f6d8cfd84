import type { Caller } from "../../custody/access/index.ts";
import type { Chart, CreateOptions } from "../../custody/chart/index.ts";
import type { SignedRecord } from "../../custody/signatures/index.ts";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import type { ResourceId, Secret } from "../../foundation/kernel/index.ts";
import { type ConsentOf, type ConsentSignatures, exportSignedConsent, readSignatures } from "./consent-signatures.ts";
import type { ConsentsPorts } from "./ports.ts";

type Stored = Awaited<ReturnType<Chart["create"]>>["value"];

/** What patients decide about their records, signed by whoever writes it down: as a witness, not as the one who decided. */
export interface Consents {
  /** @throws ChartError, and what the port `confirmSigner` throws */
  record(caller: Caller, consent: FhirResource, password: Secret<string> | undefined): Promise<Stored>;
  /** @param change the consent as it is from now on, on top of this version @throws as `record` */
  change(
    caller: Caller,
    change: { readonly id: ResourceId; readonly version: number; readonly consent: FhirResource },
    password: Secret<string> | undefined,
  ): Promise<Stored>;
  /** What is signed of a consent, checked now. @throws ConsentsError `consents/unknown`; ChartError */
  signatures(caller: Caller, consent: ConsentOf): Promise<ConsentSignatures>;
  /** The newest signed version with its signature and the keys, for a check elsewhere. @throws ConsentsError, ChartError */
  signedRecord(caller: Caller, consent: ConsentOf): Promise<SignedRecord>;
}

export function openConsents(ports: ConsentsPorts): Consents {
  const { chart, signatures, now, confirmSigner } = ports;

  async function witness(
    caller: Caller,
    password: Secret<string> | undefined,
  ): Promise<Pick<CreateOptions, "signature" | "alongside">> {
    const alongside = await confirmSigner(caller, password);
    await signatures.prepare(caller.tenant);
    return {
      alongside,
      signature: (record) => signatures.sign(caller.tenant, { record, signer: caller, meaning: "witness", at: now() }),
    };
  }

  return {
    async record(caller, consent, password) {
      return (await chart.create(caller, "Consent", consent, await witness(caller, password))).value;
    },

    async change(caller, { id, version, consent }, password) {
      const signing = await witness(caller, password);
      return (await chart.update(caller, { type: "Consent", id }, consent, version, signing)).value;
    },

    signatures: (caller, consent) => readSignatures(ports, caller, consent),
    signedRecord: (caller, consent) => exportSignedConsent(ports, caller, consent),
  };
}
