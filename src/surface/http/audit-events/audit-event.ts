import { type FhirResource, type JsonObject, isResourceType } from "../../../foundation/fhir/index.ts";
import type { FoundEntry, LedgerEntry } from "../../../custody/ledger/index.ts";
import { isUuid, splitOnce } from "../../../foundation/kernel/index.ts";
import { type Act, type Pattern, actOf, dicomSystem } from "./acts.ts";

export interface Telling {
  /** Address of this server's FHIR, without a slash at the end. */
  readonly base: string;
  /** Whether queries, and what acts of administration were about, are told: they may name others. */
  readonly tellsDetail: boolean;
}

const profiles = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";
const requestIdType = {
  system: "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType",
  code: "XrequestId",
};
const terminology = "http://terminology.hl7.org/CodeSystem";
export const purposeSystem = `${terminology}/v3-ActReason`;
export const personSystem = "urn:ietf:rfc:3986";
export const clientSystem = "urn:wardbook:client";
const systemSystem = "urn:wardbook:system";

const entityType = (code: string) => ({ system: `${terminology}/audit-entity-type`, code });
const person = entityType("1");
const systemObject = entityType("2");
const other = entityType("4");
const role = (code: string, display: string) => ({ system: `${terminology}/object-role`, code, display });
const patientRole = role("1", "Patient");
const resourceRole = role("4", "Domain Resource");
const queryRole = role("24", "Query");

const dicomType = (code: string, display: string) => ({ coding: [{ system: dicomSystem, code, display }] });
const application = dicomType("110150", "Application");
const destination = dicomType("110152", "Destination Role ID");
const source = dicomType("110153", "Source Role ID");
const custodian = { coding: [{ system: `${terminology}/provenance-participant-type`, code: "custodian" }] };
const participation = (code: string) => ({ coding: [{ system: `${terminology}/v3-ParticipationType`, code }] });
const dataSubject = { coding: [{ system: `${terminology}/extra-security-role-type`, code: "datasubject" }] };

/** Client and server by the part that each pattern gives them: it says where the record goes. */
const ends: Readonly<Record<Pattern, readonly [client: JsonObject, server: JsonObject]>> = {
  Read: [destination, source],
  Query: [source, destination],
  Create: [source, destination],
  Update: [source, destination],
  Delete: [application, custodian],
};
const writes: ReadonlySet<Pattern> = new Set(["Create", "Update", "Delete"]);
const ipAddress = "2";
const uri = "5";

/** One entry as R4's AuditEvent, in the shape of IHE's Basic Audit Log Patterns. It names a profile only where it has all that the
 *  profile asks for. Source: IHE ITI BALP 1.1.3. */
export function auditEventOf({ entryId, entry, patient }: FoundEntry, telling: Telling): FhirResource {
  const act = actOf(entry.action);
  const recorded = new Date(entry.at).toISOString();
  const entities = entitiesOf(entry, patient, act.pattern, telling);
  const profile = profileOf(entry, act, patient !== undefined, entities);
  return {
    resourceType: "AuditEvent",
    id: entryId,
    meta: { lastUpdated: recorded, ...(profile === undefined ? {} : { profile: [profile] }) },
    type: act.type,
    subtype: act.subtype,
    action: act.action,
    recorded,
    outcome: act.outcome,
    ...reasonOf(entry),
    agent: agentsOf(entry, act.pattern, telling.base),
    source: {
      observer: serverOf(telling.base),
      type: [{ system: `${terminology}/security-source-type`, code: "4", display: "Application Server" }],
    },
    ...(entities.length === 0 ? {} : { entity: entities }),
  };
}

/** FHIR has no empty texts, nor empty lists. */
function said(name: string, text: string | undefined): JsonObject {
  return text === undefined || text === "" ? {} : { [name]: text };
}

function reasonOf({ purpose, why }: LedgerEntry): JsonObject {
  const reason = {
    ...(purpose === undefined ? {} : { coding: [{ system: purposeSystem, code: purpose }] }),
    ...said("text", why),
  };
  return Object.keys(reason).length === 0 ? {} : { purposeOfEvent: [reason] };
}

function serverOf(base: string): JsonObject {
  return { identifier: { system: "urn:ietf:rfc:3986", value: base }, display: "Wardbook" };
}

function agentsOf(entry: LedgerEntry, pattern: Pattern | undefined, base: string): readonly JsonObject[] {
  const { actor, from, purpose, onBehalfOf } = entry;
  const [clientEnd, serverEnd] = ends[pattern ?? "Query"];
  const network = from === undefined ? {} : { network: { address: from, type: ipAddress } };
  const agents: JsonObject[] = [];
  if (actor.kind !== "person") {
    const system = actor.kind === "client" ? clientSystem : systemSystem;
    const who = { identifier: { system, value: actor.id }, ...said("display", actor.name) };
    agents.push({ type: clientEnd, who, ...said("name", actor.name), requestor: true, ...network });
  } else {
    if (from !== undefined) agents.push({ type: clientEnd, who: { display: from }, requestor: false, ...network });
    agents.push({
      type: participation(pattern !== undefined && writes.has(pattern) ? "AUT" : "IRCP"),
      ...(actor.role === undefined ? {} : { role: [{ coding: [{ system: "urn:wardbook:role", code: actor.role }] }] }),
      who: { identifier: { system: personSystem, value: `urn:uuid:${actor.id}` }, ...said("display", actor.name) },
      ...said("name", actor.name),
      requestor: true,
      ...(purpose === undefined ? {} : { purposeOfUse: [{ coding: [{ system: purposeSystem, code: purpose }] }] }),
    });
  }
  agents.push({ type: serverEnd, who: serverOf(base), requestor: false, network: { address: base, type: uri } });
  if (onBehalfOf !== undefined && onBehalfOf !== "") agents.push(principal(onBehalfOf));
  return agents;
}

/** For whom it was done: a patient by their reference, somebody else by name. */
function principal(text: string): JsonObject {
  const [type, id] = splitOnce(text, "/");
  return type === "Patient" && isUuid(id)
    ? { type: dataSubject, who: { reference: text }, requestor: false }
    : { who: said("display", text), requestor: false };
}

function entitiesOf(
  { resources, count, detail, requestId }: LedgerEntry,
  patient: string | undefined,
  pattern: Pattern | undefined,
  { tellsDetail }: Telling,
): readonly JsonObject[] {
  const entities: JsonObject[] = [];
  if (patient !== undefined)
    entities.push({ what: { reference: `Patient/${patient}` }, type: person, role: patientRole });
  const isQuery = pattern === "Query";
  for (const name of resources) {
    const [type = "", id = "", version] = name.split("/");
    if (!isResourceType(type)) continue;
    const reference = version === undefined ? `${type}/${id}` : `${type}/${id}/_history/${version}`;
    // A query is the only system object of its event, by IHE's pattern: what it found goes by its own type.
    const what =
      pattern === undefined || isQuery ? { system: "http://hl7.org/fhir/resource-types", code: type } : systemObject;
    entities.push({ what: { reference }, type: what, role: resourceRole });
  }
  if (tellsDetail && detail !== undefined && detail !== "")
    entities.push(
      isQuery
        ? { type: systemObject, role: queryRole, description: detail, query: Buffer.from(detail).toString("base64") }
        : { type: other, description: detail },
    );
  if (count !== resources.length)
    entities.push({ type: other, name: "records", detail: [{ type: "count", valueString: String(count) }] });
  if (requestId !== undefined) entities.push({ what: { identifier: { value: requestId } }, type: requestIdType });
  return entities;
}

function profileOf(
  { from, actor }: LedgerEntry,
  { pattern, outcome }: Act,
  ofPatient: boolean,
  entities: readonly JsonObject[],
): string | undefined {
  if (pattern === undefined || outcome !== "0" || from === undefined || actor.kind === "system") return undefined;
  const objects = entities.filter(({ type }) => type === systemObject);
  return objects.length === 1 ? `${profiles}${ofPatient ? "Patient" : ""}${pattern}` : undefined;
}
