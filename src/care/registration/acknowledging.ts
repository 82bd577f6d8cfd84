import { type FhirResource, parseStoredText } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type Caller, parseScope } from "../../custody/access/index.ts";
import { ChartError } from "../../custody/chart/index.ts";
import { type Acknowledgement, acknowledgementOf, readAcknowledgement } from "./acknowledgement.ts";
import { isDrawnSignature } from "./drawn-signature.ts";
import type { RegistrationPorts } from "./ports.ts";
import { RegistrationError } from "./registration-error.ts";
import { acknowledgementType } from "./vocabulary.ts";

type Ports = Pick<RegistrationPorts, "chart" | "noticeOf">;

export interface NewAcknowledgement {
  readonly patient: ResourceId;
  /** Of the notice that was shown. */
  readonly version: number;
  /** A PNG; none: it was given on paper. */
  readonly signature: Buffer | undefined;
}

const ofAcknowledgements = [
  parseScope(`user/DocumentReference.crs?type=${acknowledgementType.system}|${acknowledgementType.code}`),
];

/** Whoever registers patients writes and reads these documents and no others, of the patients whom they see: their role needn't have documents,
 *  and it is what registration needs, whichever purpose they act for. */
function asRegistrar(caller: Caller): Caller {
  return { ...caller, scopes: ofAcknowledgements, approved: ofAcknowledgements };
}

async function expectSeen({ chart }: Ports, caller: Caller, patient: ResourceId): Promise<void> {
  try {
    await chart.read(caller, { type: "Patient", id: patient });
  } catch (error) {
    if (error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/deleted"))
      throw new RegistrationError("registration/unknown-patient", "there is no such patient that you may see", {
        cause: error,
      });
    throw error;
  }
}

async function find(ports: Ports, caller: Caller, patient: ResourceId): Promise<readonly Acknowledgement[]> {
  const { value } = await ports.chart.search(asRegistrar(caller), "DocumentReference", [
    ["patient", patient],
    ["type", `${acknowledgementType.system}|${acknowledgementType.code}`],
    ["_sort", "-date"],
    ["_count", "50"],
  ]);
  return value.matches.flatMap(({ id, body }) => {
    const read = readAcknowledgement(id, parseStoredText(body.toString()) as FhirResource);
    return read === undefined ? [] : [read];
  });
}

/** Which notices a patient was given, newest first. @throws RegistrationError, ChartError */
export async function readAcknowledgements(
  ports: Ports,
  caller: Caller,
  patient: ResourceId,
): Promise<readonly Acknowledgement[]> {
  await expectSeen(ports, caller, patient);
  return find(ports, caller, patient);
}

/** Writes down that a patient was given the notice; once, where it is sent again. @throws RegistrationError, ChartError */
export async function acknowledge(
  ports: Ports,
  caller: Caller,
  { patient, version, signature }: NewAcknowledgement,
): Promise<readonly Acknowledgement[]> {
  await expectSeen(ports, caller, patient);
  const notice = await ports.noticeOf(caller.tenant);
  if (notice.version === 0)
    throw new RegistrationError("registration/no-notice", "the organisation hasn't written its privacy notice yet");
  if (notice.version !== version)
    throw new RegistrationError("registration/other-notice", "the notice has changed meanwhile: show the new one");
  if (signature !== undefined && !isDrawnSignature(signature))
    throw new RegistrationError("registration/unsuitable-signature", "a drawn signature is a plain PNG picture");
  const before = await find(ports, caller, patient);
  const wanted = signature === undefined ? "paper" : "signed";
  if (before.some((one) => one.version === version && (one.way === wanted || one.way === "signed"))) return before;
  await ports.chart.create(asRegistrar(caller), "DocumentReference", acknowledgementOf(patient, notice, signature));
  return find(ports, caller, patient);
}
