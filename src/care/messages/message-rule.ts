import {
  canonicalText,
  objectIn,
  objectsIn,
  textIn,
  type FhirResource,
  type JsonObject,
} from "../../foundation/fhir/index.ts";
import { type Clock, isUuid } from "../../foundation/kernel/index.ts";
import { addressedSystem, type Caller } from "../../custody/access/index.ts";
import { ChartError, type WriteRule } from "../../custody/chart/index.ts";
import { codeIn, codingsIn, idIn } from "./json.ts";
import { type Party, addressesOfParty, isOfStaff, kindOf, partyIn, referenceOf } from "./message.ts";
import { aboutNobody, aboutPatient, categorySystem } from "./vocabulary.ts";

const longestText = 4_000;
const longestSubject = 160;

function against(element: string, message: string): ChartError {
  return new ChartError("chart/against-rule", message, { path: `Communication.${element}` });
}

function isAddressed(tag: JsonObject): boolean {
  return tag["system"] === addressedSystem;
}

function tagsOf(resource: FhirResource): readonly JsonObject[] {
  return objectsIn(resource.meta?.["tag"]);
}

/** What is addressed is seen by these alone: the sender, and whom it is for. */
function addressed(resource: FhirResource, parties: readonly Party[]): FhirResource {
  const codes = [...new Set(parties.flatMap(addressesOfParty))];
  const tag = [
    ...tagsOf(resource).filter((one) => !isAddressed(one)),
    ...codes.map((code) => ({ system: addressedSystem, code })),
  ];
  return { ...resource, meta: { ...resource.meta, tag } };
}

/** Who may speak to everybody, and ask to be acknowledged: whoever manages people. */
export function mayAnnounce({ permissions }: Pick<Caller, "permissions">): boolean {
  return permissions.has("people.manage");
}

function expectRecipients(resource: FhirResource): readonly Party[] {
  const recipients = objectsIn(resource["recipient"]);
  const parties = recipients.flatMap((one) => partyIn(one) ?? []);
  if (parties.length === 0 || parties.length < recipients.length)
    throw against("recipient", "a message between colleagues is for people, roles, branches or everybody here");
  return parties;
}

/** Searches and scopes find each of several codes; who reads a message goes by one. */
function expectSaidOnce(resource: FhirResource): void {
  for (const system of Object.values(categorySystem))
    if (codingsIn(resource, "category", system).length !== 1)
      throw against("category", "a message says once of what kind it is, and once whether it is about a patient");
  if (objectsIn(resource["partOf"]).some((one) => !isUuid(idIn(one, "Communication") ?? "")))
    throw against("partOf", "what a message is part of is another message");
}

function expectContent(resource: FhirResource, caller: Caller, to: readonly Party[]): void {
  const kind = kindOf(resource);
  if (kind === undefined) throw against("category", "a message between colleagues says what kind it is");
  const about = codeIn(resource, "category", categorySystem.about);
  if (about !== (resource["subject"] === undefined ? aboutNobody : aboutPatient))
    throw against("category", "a message says whether it is about a patient, and is about the one whom it names");
  const text = textIn(objectsIn(resource["payload"])[0]?.["contentString"]) ?? "";
  const isMark = kind === "seen" || kind === "acknowledged";
  if (isMark) {
    if (objectsIn(resource["partOf"]).length === 0 || text !== "")
      throw against("partOf", "a mark is on messages, and has no words");
    return;
  }
  if (text.trim() === "" || text.length > longestText)
    throw against("payload", `a message has words, and at most ${longestText} letters`);
  const subject = textIn(objectIn(resource["topic"])?.["text"]) ?? "";
  if (subject.trim() === "" || subject.length > longestSubject)
    throw against("topic", `a message says what it is about, in at most ${longestSubject} letters`);
  if (kind === "announcement" && !mayAnnounce(caller))
    throw against("category", "announcing is for whoever manages people");
  if (kind === "message" && to.some((party) => party.kind === "everybody"))
    throw against("recipient", "what is for everybody is an announcement");
}

/** Everything but what meta says. */
function contentOf({ meta: _meta, ...content }: FhirResource): string {
  return canonicalText(content);
}

interface MessageRulePorts {
  readonly now: Clock;
  /** What those whom a message is for are called here, in their order; undefined where nobody is known by that. */
  readonly namesOf: (
    caller: Caller,
    parties: readonly Pick<Party, "kind" | "value">[],
  ) => Promise<readonly (string | undefined)[]>;
}

/**
 * Messages between colleagues, whoever writes them and by whatever way: a person sends in their own name, to whom it is addressed is written
 * by the server as tags that the one predicate reads, those whom it is for bear the names that they have here, and what was sent never changes. Other Communications can't be addressed.
 */
export function messageRule({ now, namesOf }: MessageRulePorts): WriteRule {
  const named = async (caller: Caller, parties: readonly Party[]): Promise<readonly Party[]> => {
    const names = await namesOf(caller, parties);
    return parties.map((one, index) => ({ ...one, name: names[index] ?? "" }));
  };
  return async ({ caller, action, previous, next }) => {
    if (next === undefined) {
      if (isOfStaff(previous)) throw against("status", "what was sent stays: send another");
      return {};
    }
    if (action === "import") return {};
    if (previous !== undefined && isOfStaff(previous)) {
      if (contentOf(previous) !== contentOf(next))
        throw against("payload", "what was sent stays as it is: send another");
      const before = tagsOf(previous).filter(isAddressed);
      const tag = [...tagsOf(next).filter((one) => !isAddressed(one)), ...before];
      return { resource: { ...next, meta: { ...next.meta, tag } } };
    }
    if (!isOfStaff(next)) {
      if (tagsOf(next).some(isAddressed)) throw against("meta", "only messages between colleagues are addressed");
      return {};
    }
    if (previous !== undefined) throw against("category", "no other record becomes a message between colleagues");
    if (caller.kind !== "person" || caller.reach === "patient")
      throw against("sender", "messages between colleagues are sent by people who work here");
    expectSaidOnce(next);
    const said = expectRecipients(next);
    expectContent(next, caller, said);
    const to = next["payload"] === undefined ? said : await named(caller, said);
    const from: Party = { kind: "person", value: caller.id, name: caller.name };
    const sent = {
      ...next,
      status: "completed",
      sender: referenceOf(from),
      recipient: to.map(referenceOf),
      sent: new Date(now()).toISOString(),
    };
    return { resource: addressed(sent, [from, ...to]) };
  };
}
