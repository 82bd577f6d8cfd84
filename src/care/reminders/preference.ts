import type { FhirResource } from "../../foundation/fhir/index.ts";
import { parseStoredText } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type Caller, speaksOf } from "../../custody/access/index.ts";
import { answerIn, emailIn } from "./addressee.ts";
import { objectsIn } from "./appointments.ts";
import type { ReminderPorts } from "./ports.ts";
import { type Answer, reminderAnswerUrl } from "./vocabulary.ts";

/** What a patient said about reminders, and where they would go. */
export interface Preference {
  readonly answer: Answer;
  readonly email: string | undefined;
  readonly version: number;
  readonly mayChange: boolean;
  readonly on: boolean;
}

type Ports = Pick<ReminderPorts, "chart" | "settings" | "post" | "now">;

const anyAddress = (text: string) => text.includes("@");

async function preferenceOf(
  { settings, post, now }: Ports,
  caller: Caller,
  patient: FhirResource,
  version: number,
): Promise<Preference> {
  return {
    answer: answerIn(patient),
    email: emailIn(patient, now(), post?.isAddress ?? anyAddress),
    version,
    mayChange: caller.scopes.some((scope) => speaksOf(scope.type, "Patient") && scope.permissions.includes("u")),
    on: post !== undefined && (await settings(caller.tenant)).on,
  };
}

/** @throws ChartError */
export async function readPreference(ports: Ports, caller: Caller, id: ResourceId): Promise<Preference> {
  const { value } = await ports.chart.read(caller, { type: "Patient", id });
  return preferenceOf(ports, caller, parseStoredText(value.body.toString()) as FhirResource, value.version);
}

/** Writes down what a patient said, in their record. @throws ChartError `chart/precondition-failed` where somebody changed the record */
export async function changePreference(
  ports: Ports,
  caller: Caller,
  {
    patient: id,
    version,
    answer,
  }: { readonly patient: ResourceId; readonly version: number; readonly answer: "agreed" | "refused" },
): Promise<Preference> {
  const current = await ports.chart.read(caller, { type: "Patient", id });
  const patient = parseStoredText(current.value.body.toString()) as FhirResource;
  const others = objectsIn(patient["extension"]).filter(({ url }) => url !== reminderAnswerUrl);
  const next = {
    ...patient,
    id,
    extension: [...others, { url: reminderAnswerUrl, valueCode: answer }],
  } as FhirResource;
  const { value } = await ports.chart.update(caller, { type: "Patient", id }, next, version);
  return preferenceOf(ports, caller, parseStoredText(value.body.toString()) as FhirResource, value.version);
}
