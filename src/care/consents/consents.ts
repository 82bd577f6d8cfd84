import type { Caller } from "../../custody/access/index.ts";
import type { Chart, CreateOptions } from "../../custody/chart/index.ts";
import type { Meaning, SignedRecord } from "../../custody/signatures/index.ts";
import { type FhirResource, parseStoredText } from "../../foundation/fhir/index.ts";
import type { ResourceId, Secret } from "../../foundation/kernel/index.ts";
import { type ConsentOf, type ConsentSignatures, exportSignedConsent, readSignatures } from "./consent-signatures.ts";
import { ConsentsError } from "./consents-error.ts";
import { asWriter, expectOwnDenial, isOwnDecision, unknownRecord } from "./own-consents.ts";
import { ownRecordOf } from "./own-record.ts";
import type { ConsentsPorts } from "./ports.ts";

type Stored = Awaited<ReturnType<Chart["create"]>>["value"];

/** What patients decide about their records, signed by whoever writes it down: staff as a witness, not as the one who decided; patients
 *  themselves as the author. */
export interface Consents {
  /** @throws ChartError, and what the port `confirmSigner` throws */
  record(caller: Caller, consent: FhirResource, password: Secret<string> | undefined): Promise<Stored>;
  /** @param change the consent as it is from now on, on top of this version @throws as `record` */
  change(
    caller: Caller,
    change: { readonly id: ResourceId; readonly version: number; readonly consent: FhirResource },
    password: Secret<string> | undefined,
  ): Promise<Stored>;
  /** For the patient themselves: keeps somebody out of their own record. @throws as `record`; ConsentsError */
  recordOwn(caller: Caller, consent: FhirResource, password: Secret<string> | undefined): Promise<Stored>;
  /** For the patient themselves: takes back what they recorded so, while nobody else changed it. @throws as `recordOwn` */
  withdrawOwn(
    caller: Caller,
    consent: ConsentOf & { readonly version: number },
    password: Secret<string> | undefined,
  ): Promise<Stored>;
  /** Whether the caller recorded it as a patient, for their own record, and may take it back. @throws ChartError */
  isOwn(caller: Caller, consent: ConsentOf): Promise<boolean>;
  /** What is signed of a consent, checked now. @throws ConsentsError `consents/unknown`; ChartError */
  signatures(caller: Caller, consent: ConsentOf): Promise<ConsentSignatures>;
  /** The newest signed version with its signature and the keys, for a check elsewhere. @throws ConsentsError, ChartError */
  signedRecord(caller: Caller, consent: ConsentOf): Promise<SignedRecord>;
}

export function openConsents(ports: ConsentsPorts): Consents {
  const { chart, signatures, now, confirmSigner } = ports;

  async function signedBy(
    caller: Caller,
    meaning: Meaning,
    password: Secret<string> | undefined,
  ): Promise<Pick<CreateOptions, "signature" | "alongside">> {
    const alongside = await confirmSigner(caller, password);
    await signatures.prepare(caller.tenant);
    return {
      alongside,
      signature: (record) => signatures.sign(caller.tenant, { record, signer: caller, meaning, at: now() }),
    };
  }

  async function isOwn(caller: Caller, consent: ConsentOf): Promise<boolean> {
    if (ownRecordOf(caller) !== consent.patient) return false;
    return isOwnDecision(await readSignatures(ports, caller, consent));
  }

  return {
    async record(caller, consent, password) {
      return (await chart.create(caller, "Consent", consent, await signedBy(caller, "witness", password))).value;
    },

    async change(caller, { id, version, consent }, password) {
      const signing = await signedBy(caller, "witness", password);
      return (await chart.update(caller, { type: "Consent", id }, consent, version, signing)).value;
    },

    async recordOwn(caller, consent, password) {
      expectOwnDenial(ports, caller, consent);
      const signing = await signedBy(caller, "authorship", password);
      return ports.alone(caller.tenant, async () => {
        // There may be as many as there can be by now.
        expectOwnDenial(ports, caller, consent);
        return (await chart.create(asWriter(caller), "Consent", consent, signing)).value;
      });
    },

    async withdrawOwn(caller, { patient, id, version }, password) {
      if (ownRecordOf(caller) !== patient) throw unknownRecord();
      const { value: current } = await chart.read(caller, { type: "Consent", id });
      const consent = parseStoredText(current.body.toString()) as FhirResource;
      if (!(await isOwn(caller, { patient, id })) || consent["status"] !== "active")
        throw new ConsentsError("consents/unknown", "there is no such decision that you wrote and that holds");
      // What was judged is what is built on.
      if (current.version !== version)
        throw new ConsentsError("consents/changed-meanwhile", "this decision was changed meanwhile: look at it again");
      const signing = await signedBy(caller, "authorship", password);
      const withdrawn: FhirResource = { ...consent, status: "inactive" };
      return (await chart.update(asWriter(caller), { type: "Consent", id }, withdrawn, version, signing)).value;
    },

    isOwn,
    signatures: (caller, consent) => readSignatures(ports, caller, consent),
    signedRecord: (caller, consent) => exportSignedConsent(ports, caller, consent),
  };
}
