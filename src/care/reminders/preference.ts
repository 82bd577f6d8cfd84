import { type FhirResource, objectsIn, parseStoredText } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type Caller, speaksOf } from "../../custody/access/index.ts";
import { answerIn, emailIn } from "./addressee.ts";
import type { ReminderPorts } from "./ports.ts";
import { type Answer, reminderAnswerUrl } from "./vocabulary.ts";

/** What a patient said about reminders, and where they would go. */
export interface Preference {
  readonly on: true;
  readonly answer: Answer;
  readonly email: string | undefined;
  readonly version: number;
  readonly mayChange: boolean;
}

/** The organisation sends no reminders, or can't. */
export interface NoReminders {
  readonly on: false;
}

type Ports = Pick<ReminderPorts, "chart" | "settings" | "post" | "now">;

const anyAddress = (text: string) => text.includes("@");

function preferenceOf(
  { post, now }: Ports,
  caller: Caller,
  { body, version }: { readonly body: Buffer; readonly version: number },
): Preference {
  const patient = parseStoredText(body.toString()) as FhirResource;
  return {
    on: true,
    answer: answerIn(patient),
    email: emailIn(patient, now(), post?.isAddress ?? anyAddress),
    version,
    mayChange: caller.scopes.some((scope) => speaksOf(scope.type, "Patient") && scope.permissions.includes("u")),
  };
}

/** Nobody's record is looked at where nothing is sent. @throws ChartError */
export async function readPreference(ports: Ports, caller: Caller, id: ResourceId): Promise<Preference | NoReminders> {
  if (ports.post === undefined || !(await ports.settings(caller.tenant)).on) return { on: false };
  return preferenceOf(ports, caller, (await ports.chart.read(caller, { type: "Patient", id })).value);
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
  return preferenceOf(ports, caller, value);
}
