import { type FhirResource, type JsonObject, objectIn, objectsIn, textIn } from "../../foundation/fhir/index.ts";
import { codeIn, codingsIn, idIn } from "./json.ts";
import { type MessageKind, type PartyKind, categorySystem, messageKinds, partySystem } from "./vocabulary.ts";

/** Somebody, or some of the staff. Of everybody the value is empty. */
export interface Party {
  readonly kind: PartyKind;
  readonly value: string;
  readonly name: string;
}

/** A Communication of ours, read. */
export interface Message {
  readonly id: string;
  readonly kind: MessageKind;
  readonly from: Party;
  readonly to: readonly Party[];
  readonly subject: string;
  readonly text: string;
  readonly sent: string;
  readonly patient: string | undefined;
  readonly task: string | undefined;
  /** Of a reply, its thread; of a mark, the messages that it is on. */
  readonly partOf: readonly string[];
}

const everybodyValue = "staff";
/** Who is no person, role or branch is called so. */
export const everybodysName = "Everybody";

/** Whether a Communication is one of ours: by its categories, whoever wrote it. */
export function kindOf(resource: FhirResource | undefined): MessageKind | undefined {
  const kind = resource && codeIn(resource, "category", categorySystem.kind);
  return messageKinds.find((one) => one === kind);
}

export function isOfStaff(resource: FhirResource | undefined): boolean {
  return (
    resource !== undefined &&
    [categorySystem.about, categorySystem.kind].some((system) => codingsIn(resource, "category", system).length > 0)
  );
}

export function referenceOf({ kind, value, name }: Party): JsonObject {
  return {
    identifier: { system: partySystem[kind], value: kind === "everybody" ? everybodyValue : value },
    ...(name === "" ? {} : { display: name }),
  };
}

/** Undefined for whom we don't name so. */
export function partyIn(reference: JsonObject): Party | undefined {
  const identifier = objectIn(reference["identifier"]);
  const kinds = Object.keys(partySystem) as PartyKind[];
  const kind = kinds.find((one) => partySystem[one] === identifier?.["system"]);
  const value = textIn(identifier?.["value"]);
  if (kind === undefined || value === undefined || value === "" || reference["reference"] !== undefined)
    return undefined;
  return { kind, value: kind === "everybody" ? "" : value, name: textIn(reference["display"]) ?? "" };
}

/** As tags of meta and callers' addresses name them. Of a branch there are two: who is held to it, and who is held to none. */
export function addressesOfParty({ kind, value }: Party): readonly string[] {
  if (kind === "everybody") return [kind];
  return kind === "branch" ? [`branch:${value}`, "branches"] : [`${kind}:${value}`];
}

/** Undefined of what is no message of ours, or isn't whole. */
export function messageIn(id: string, resource: FhirResource): Message | undefined {
  const kind = kindOf(resource);
  const sender = objectIn(resource["sender"]);
  const from = sender && partyIn(sender);
  if (kind === undefined || from === undefined) return undefined;
  return {
    id,
    kind,
    from,
    to: objectsIn(resource["recipient"]).flatMap((one) => partyIn(one) ?? []),
    subject: textIn(objectIn(resource["topic"])?.["text"]) ?? "",
    text: textIn(objectsIn(resource["payload"])[0]?.["contentString"]) ?? "",
    sent: new Date(textIn(resource["sent"]) ?? 0).toISOString(),
    patient: idIn(resource["subject"], "Patient"),
    task: objectsIn(resource["about"]).flatMap((one) => idIn(one, "Task") ?? [])[0],
    partOf: objectsIn(resource["partOf"]).flatMap((one) => idIn(one, "Communication") ?? []),
  };
}
