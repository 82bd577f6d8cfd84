import { type FhirResource, type JsonObject, parseStoredText, objectIn, textIn } from "../../foundation/fhir/index.ts";
import { type ResourceId, parseResourceId } from "../../foundation/kernel/index.ts";
import { type Caller, addressedSystem } from "../../custody/access/index.ts";
import { ChartError } from "../../custody/chart/index.ts";
import { type Message, type Party, everybodysName, messageIn, referenceOf } from "./message.ts";
import { mayAnnounce } from "./message-rule.ts";
import { MessagesError } from "./messages-error.ts";
import type { MessagesPorts } from "./ports.ts";
import { type MessageKind, aboutNobody, aboutPatient, categorySystem, requestSystem } from "./vocabulary.ts";

export type Addressee =
  | { readonly kind: "person" | "role" | "branch"; readonly id: string }
  | { readonly kind: "everybody" };

export interface NewMessage {
  readonly requestId: string;
  readonly kind: "message" | "announcement";
  readonly to: readonly Addressee[];
  readonly subject: string;
  readonly text: string;
  readonly patientId?: string | undefined;
  readonly taskId?: string | undefined;
}

interface Parts {
  readonly kind: MessageKind;
  readonly identifier: JsonObject;
  readonly to: readonly Party[];
  readonly patient: string | undefined;
  readonly task?: string | undefined;
  readonly partOf?: readonly string[];
  readonly subject?: string;
  readonly text?: string;
}

/** The record of a message or of a mark. Who sends it, when, and who else sees it is the rule's to write. */
export function communicationOf({ id }: Pick<Caller, "id">, parts: Parts): FhirResource {
  const coded = (system: string, code: string) => ({ coding: [{ system, code }] });
  const { kind, identifier, to, patient, task, partOf = [], subject, text } = parts;
  return {
    resourceType: "Communication",
    meta: { tag: [{ system: addressedSystem, code: `person:${id}` }] },
    identifier: [identifier],
    ...(partOf.length === 0 ? {} : { partOf: partOf.map((id) => ({ reference: `Communication/${id}` })) }),
    status: "completed",
    category: [
      coded(categorySystem.about, patient === undefined ? aboutNobody : aboutPatient),
      coded(categorySystem.kind, kind),
    ],
    ...(patient === undefined ? {} : { subject: { reference: `Patient/${patient}` } }),
    ...(subject === undefined ? {} : { topic: { text: subject } }),
    ...(task === undefined ? {} : { about: [{ reference: `Task/${task}` }] }),
    recipient: to.map(referenceOf),
    ...(text === undefined ? {} : { payload: [{ contentString: text }] }),
  };
}

function isAbsent(error: unknown): boolean {
  return (
    error instanceof ChartError &&
    ["chart/not-found", "chart/deleted", "chart/not-permitted", "chart/unknown-patient"].includes(error.code)
  );
}

/** A record that the caller reads. @throws MessagesError */
async function readOne(
  { chart }: MessagesPorts,
  caller: Caller,
  type: "Patient" | "Task",
  id: ResourceId,
): Promise<FhirResource> {
  try {
    return parseStoredText((await chart.read(caller, { type, id })).value.body.toString()) as FhirResource;
  } catch (error) {
    if (!isAbsent(error)) throw error;
    const [code, what] =
      type === "Task"
        ? (["messages/unknown-task", "task"] as const)
        : (["messages/unknown-patient", "patient"] as const);
    throw new MessagesError(code, `there is no such ${what} that you may see`, { cause: error });
  }
}

/** Names those whom a message is for. @throws MessagesError `messages/unknown-addressee` */
async function partiesOf(ports: MessagesPorts, caller: Caller, to: readonly Addressee[]): Promise<readonly Party[]> {
  const [people, roles] = [await ports.colleagues(caller.tenant), await ports.roles(caller.tenant)];
  const parties: Party[] = [];
  for (const [index, one] of to.entries()) {
    const unknown = new MessagesError("messages/unknown-addressee", "nobody here is of that name", {
      path: `to[${index}]`,
    });
    if (one.kind === "everybody") {
      parties.push({ kind: "everybody", value: "", name: everybodysName });
      continue;
    }
    const branches = one.kind === "branch" ? await branchesOf(ports, caller, one.id) : [];
    const found = { person: people, role: roles, branch: branches }[one.kind].find(({ id }) => id === one.id);
    if (found === undefined) throw unknown;
    parties.push({ kind: one.kind, value: one.id, name: found.name });
  }
  return parties;
}

/** Branches of the house: Locations that are part of none. */
export async function branchesOf({ chart }: Pick<MessagesPorts, "chart">, caller: Caller, id?: string) {
  const { value } = await chart.search(caller, "Location", [
    ["_count", "200"],
    ...(id === undefined ? [] : [["_id", id] as const]),
  ]);
  return value.matches.flatMap(({ id: location, body }) => {
    const resource = parseStoredText(body.toString()) as FhirResource;
    const name = textIn(resource["name"]);
    return name === undefined || objectIn(resource["partOf"]) !== undefined ? [] : [{ id: String(location), name }];
  });
}

/** Writes it once for each of the client's numbers. @throws ChartError */
export async function write(
  { chart }: MessagesPorts,
  caller: Caller,
  requestId: string,
  parts: Omit<Parts, "identifier">,
): Promise<{ readonly message: Message; readonly created: boolean }> {
  const identifier = { system: requestSystem, value: requestId };
  const { value, created } = await chart.create(
    caller,
    "Communication",
    communicationOf(caller, { ...parts, identifier }),
    {
      ifNoneExist: [["identifier", `${requestSystem}|${requestId}`]],
    },
  );
  const message = messageIn(value.id, parseStoredText(value.body.toString()) as FhirResource);
  if (message === undefined) throw new MessagesError("messages/unknown", "there is no such message that you may see");
  return { message, created };
}

/** Sends a message, once for each request. @throws MessagesError, ChartError */
export async function sendMessage(ports: MessagesPorts, caller: Caller, asked: NewMessage) {
  const { requestId, kind, subject, text, taskId } = asked;
  const isForAll = asked.to.some((one) => one.kind === "everybody");
  if ((kind === "announcement" || isForAll) && !mayAnnounce(caller))
    throw new MessagesError("messages/may-not-announce", "announcing is for whoever manages people here");
  const to = await partiesOf(ports, caller, asked.to);
  const task = taskId === undefined ? undefined : await readOne(ports, caller, "Task", parseResourceId(taskId));
  const ofTask = textIn(objectIn(task?.["for"])?.["reference"])?.split("/");
  // What is about a task is about the task's patient: it would tell of them under another key.
  const patient = ofTask?.[0] === "Patient" ? ofTask[1] : asked.patientId;
  if (asked.patientId !== undefined && asked.patientId !== patient)
    throw new MessagesError("messages/unknown-task", "that task is about somebody else", { path: "taskId" });
  if (patient !== undefined) await readOne(ports, caller, "Patient", parseResourceId(patient));
  const isAnnounced = kind === "announcement" || isForAll;
  return write(ports, caller, requestId, {
    kind: isAnnounced ? "announcement" : "message",
    to,
    patient,
    task: taskId,
    subject,
    text,
  });
}
