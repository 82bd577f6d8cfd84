// The rules of access, once more: slow, obvious, and written from what they say (docs/adr/0019-one-predicate.md), not from the code.
// It takes no function of the code under test; of its modules only types.
import type { FhirResource } from "../../src/foundation/fhir/index.ts";
import type { ConsentProvision } from "../../src/custody/access/index.ts";

/** A policy, a caller and a moment, as plain as can be. */
export interface Situation {
  readonly at: number;
  readonly interaction: "read" | "vread" | "history" | "search" | "create" | "update" | "delete";
  readonly kind: "person" | "client" | "system";
  readonly role: string | undefined;
  /** Scopes as texts. */
  readonly scopes: readonly string[];
  readonly appScopes: readonly string[] | undefined;
  /** Scopes that were approved for a ticket: they count for any purpose. */
  readonly approved: readonly string[] | undefined;
  readonly purpose: string | undefined;
  readonly purposes: readonly string[] | undefined;
  readonly references: readonly string[];
  readonly reach: "organisation" | "facility" | "related" | "patient" | undefined;
  readonly facilities: readonly string[] | undefined;
  readonly fieldRules: readonly { readonly type: string; readonly path: string; readonly access: string }[];
  readonly clearances: readonly string[] | undefined;
  readonly patient: string | undefined;
  readonly relations: readonly { readonly patient: string; readonly from?: number; readonly until?: number }[];
  readonly consents: readonly { readonly patient: string; readonly provision: ConsentProvision }[];
  readonly grants: readonly {
    readonly patient: string;
    readonly from: number;
    readonly until: number;
    readonly clearances?: readonly string[];
  }[];
  /** Whose own record it is. */
  readonly self: string | undefined;
  /** Records that are kept and not used; none named: all of the patient's. */
  readonly restrictions: readonly { readonly patient: string; readonly records?: readonly string[] }[];
  /** What tells of a restricted record of somebody's. */
  readonly along: readonly { readonly record: string; readonly patient: string }[];
  /** What else a label may be there for: every coding `b` calls for PSY by itself. */
  readonly labelsItself: boolean;
  readonly placed: readonly { readonly patient: string; readonly facility: string }[];
}

/** The resource as this caller sees it, or nothing. */
export function evaluate(situation: Situation, stored: FhirResource): FhirResource | undefined {
  const resource = withoutBetrayingLabels(situation, stored);
  const { at, kind, purpose, purposes, reach = "organisation", facilities, clearances } = situation;
  const type = resource.resourceType;
  if (kind === "system") return undefined;
  if (purpose !== undefined && purposes !== undefined && !purposes.includes(purpose)) return undefined;
  // For a purpose that doesn't need this kind of record, only what was approved for a ticket counts.
  const isNeeded = purpose === undefined || isNeededFor(purpose, type);
  if (!situation.scopes.some((scope) => namesTypeAndAct(situation, scope, type))) return undefined;
  const scopes = isNeeded
    ? situation.scopes
    : [...(situation.approved ?? []), ...situation.scopes.filter((scope) => isOfSnippets(scope, purpose, type))];

  const patients = patientsIn(resource);
  const isHeld = reach !== "organisation" || facilities !== undefined;
  if (patients.length === 0 && isHeld && !isShared(resource) && !isOfTheirSite(situation, resource)) return undefined;
  if (!someScopeAllows(situation, scopes, resource, patients)) return undefined;
  if (situation.appScopes !== undefined && !someScopeAllows(situation, situation.appScopes, resource, patients))
    return undefined;

  const grantOn = (patient: string) =>
    situation.grants.find((grant) => grant.patient === patient && at >= grant.from && at < grant.until);
  for (const patient of patients) {
    if (grantOn(patient) !== undefined) continue;
    if (reach === "patient" && patient !== situation.patient) return undefined;
    const isTied = situation.relations.some((one) => one.patient === patient && holds(one, at));
    if (reach === "related" && !isTied && situation.self !== patient) return undefined;
    if (reach === "facility" && facilities === undefined) return undefined;
    if (facilities !== undefined) {
      const known = situation.placed.filter((place) => place.patient === patient).map((place) => place.facility);
      if (!known.some((facility) => facilities.includes(facility))) return undefined;
    }
    const consent = whatConsentsSay(situation, patient, resource);
    if (consent === "deny") return undefined;
    if (purpose === "HRESCH" && consent !== "permit") return undefined;
    const isRestricted = situation.restrictions.some(
      (one) => one.patient === patient && (one.records?.includes(String(resource.id)) ?? true),
    );
    if (isRestricted && !isOpenThough(situation, patient, resource)) return undefined;
  }
  for (const { record, patient } of situation.along)
    if (record === resource.id && grantOn(patient) === undefined && !isOpenThough(situation, patient, resource))
      return undefined;

  if (clearances !== undefined) {
    for (const label of actCodesOf(resource)) {
      const isOpened =
        patients.length > 0 &&
        patients.every((patient) => {
          const grant = grantOn(patient);
          return grant !== undefined && (grant.clearances === undefined || grant.clearances.includes(label));
        });
      if (!clearances.includes(label) && !isOpened) return undefined;
    }
  }
  return withoutHidden(situation, resource);
}

/** A label that a program put on, and that nothing calls for which the caller sees, isn't there for whoever has hidden fields. */
function withoutBetrayingLabels(situation: Situation, stored: FhirResource): FhirResource {
  const left = withoutHidden(situation, stored);
  if (left === stored) return stored;
  const calledFor =
    situation.labelsItself && JSON.stringify({ ...left, meta: undefined }).includes('"code":"b"') ? ["PSY"] : [];
  const security = securityOf(stored).filter(
    ({ system, code = "", userSelected }) =>
      !(
        system === "http://terminology.hl7.org/CodeSystem/v3-ActCode" &&
        userSelected === false &&
        !calledFor.includes(code)
      ),
  );
  const inside = withEachInside(stored, (inner) => withoutBetrayingLabels(situation, inner));
  if (security.length === securityOf(stored).length) return inside;
  const { security: _security, ...rest } = stored.meta ?? {};
  const meta = security.length === 0 ? rest : { ...rest, security };
  return { ...inside, meta: Object.keys(meta).length === 0 ? undefined : meta } as FhirResource;
}

/** A copy in which each contained resource, and each in a bundle's entries, is another. */
function withEachInside(resource: FhirResource, change: (inner: FhirResource) => FhirResource): FhirResource {
  const copy = structuredClone(resource) as Record<string, unknown>;
  if (copy["contained"] !== undefined) copy["contained"] = (copy["contained"] as FhirResource[]).map(change);
  if (copy["entry"] !== undefined)
    copy["entry"] = (copy["entry"] as { resource: FhirResource }[]).map((one) => ({ resource: change(one.resource) }));
  return copy as FhirResource;
}

function insideOf(resource: FhirResource): FhirResource[] {
  const found: FhirResource[] = [];
  withEachInside(resource, (inner) => {
    found.push(inner);
    return inner;
  });
  return found;
}

const directory = ["Practitioner", "PractitionerRole", "Organization", "Location"];
const bookkeeping = ["Patient", "RelatedPerson", "Appointment", "Schedule", "Slot", "Coverage", "Claim", ...directory];

function isNeededFor(purpose: string, type: string): boolean {
  if (purpose === "HSYSADMIN") return [...directory, "Communication"].includes(type);
  if (purpose === "HPAYMT")
    return [...bookkeeping, "Communication", "Encounter", "Condition", "Procedure"].includes(type);
  if (purpose === "HOPERAT")
    return [...bookkeeping, "Communication", "Consent", "Encounter", "EpisodeOfCare", "Task"].includes(type);
  return true;
}

/** Everybody's snippets are needed to run the house, by a scope that names no others of their kind. */
function isOfSnippets(scope: string, purpose: string | undefined, type: string): boolean {
  if (purpose !== "HOPERAT" || type !== "Basic") return false;
  const [target = "", query = ""] = scope.split("?");
  return /\/Basic\./.test(target) && query.split("&").includes("identifier=urn:wardbook:snippets-of|organisation");
}

function isShared({ resourceType: type, contained = [] }: FhirResource): boolean {
  if ((contained as FhirResource[]).some((one) => one.resourceType === "Patient")) return false;
  return directory.includes(type) || type === "Schedule" || type === "Slot";
}

/** An enquiry at a branch of theirs, or an appointment of nobody there. */
function isOfTheirSite({ reach = "organisation", facilities = [] }: Situation, resource: FhirResource): boolean {
  if (reach === "related" || reach === "patient") return false;
  const said = JSON.stringify(resource["code"] ?? {});
  const isEnquiry = resource.resourceType === "Task" && said.includes('"system":"urn:wardbook:task","code":"enquiry"');
  const participants = (resource.resourceType === "Appointment" ? (resource["participant"] ?? []) : []) as object[];
  const named = JSON.stringify([isEnquiry ? resource["location"] : undefined, ...participants]);
  return facilities.some((facility) => named.includes(`"Location/${facility}"`));
}

/** Whom the resource is about: who is called its subject, else everybody in whose compartment it is. */
function patientsIn(resource: FhirResource): string[] {
  const idsOf = (...references: unknown[]) =>
    references
      .flat()
      .map((one) => (one as { reference?: string } | undefined)?.reference ?? "")
      .filter((text) => text.startsWith("Patient/"))
      .map((text) => text.slice("Patient/".length));
  const field = (name: string) => resource[name] as unknown;
  const below = (name: string, inner: string) =>
    ((field(name) ?? []) as Record<string, unknown>[]).map((item) => item[inner]);
  let found: string[] = [];
  switch (resource.resourceType) {
    case "Patient":
      found = [String(resource.id)];
      break;
    case "Observation":
      found = idsOf(field("subject"));
      if (found.length === 0) found = idsOf(field("performer"));
      break;
    case "Condition":
      found = idsOf(field("subject"));
      if (found.length === 0) found = idsOf(field("asserter"));
      break;
    case "Encounter":
      found = idsOf(field("subject"));
      break;
    case "Appointment":
      found = idsOf(below("participant", "actor"));
      break;
    case "Task":
      found = idsOf(field("for"));
      break;
    case "Group":
      found = idsOf(below("member", "entity"));
      break;
    case "Schedule":
      found = idsOf(field("actor"));
      break;
    case "Bundle":
      for (const held of below("entry", "resource") as FhirResource[])
        found.push(
          ...(held.resourceType === "Patient" ? idsOf({ reference: `Patient/${held.id}` }) : idsOf(held["subject"])),
        );
      found = found.filter((id) => id.length === 36);
      break;
    default:
      found = [];
  }
  return [...new Set(found)];
}

function someScopeAllows(
  situation: Situation,
  scopes: readonly string[],
  resource: FhirResource,
  patients: readonly string[],
): boolean {
  return scopes.some((scope) => {
    if (!namesTypeAndAct(situation, scope, resource.resourceType)) return false;
    const [head = "", query = ""] = scope.split("?");
    const [level] = head.split("/");
    if (level === "patient") {
      if (patients.length === 0 && !isShared(resource)) return false;
      if (patients.some((patient) => patient !== situation.patient)) return false;
    }
    return query === "" || query.split("&").every((pair) => meets(resource, pair));
  });
}

/** Whether a scope of a level that counts for this caller speaks of the type and of what is done. */
function namesTypeAndAct(situation: Situation, scope: string, resourceType: string): boolean {
  const letter = {
    read: "r",
    vread: "r",
    history: "r",
    search: "s",
    create: "c",
    update: "u",
    delete: "d",
  }[situation.interaction];
  const [head = ""] = scope.split("?");
  const [level, rest = ""] = head.split("/");
  const [type, letters = ""] = rest.split(".");
  const counts =
    level === "patient" ? situation.patient !== undefined : level === (situation.kind === "person" ? "user" : "system");
  return counts && (type === "*" || type === resourceType) && letters.includes(letter);
}

/** `code=…`, `category=…`, `status=…` and `_id=…`, which is all that the situations use. */
function meets(resource: FhirResource, pair: string): boolean {
  const [name = "", value = ""] = pair.split("=");
  const concepts = (element: unknown) =>
    [element].flat().flatMap((one) => (one as { coding?: { code?: string }[] } | undefined)?.coding ?? []);
  const has = (parameter: string): boolean => {
    const types: Readonly<Record<string, readonly string[]>> = {
      code: ["Observation", "Condition", "Group"],
      category: ["Observation", "Condition"],
      status: ["Observation", "Appointment", "Encounter"],
    };
    return types[parameter]?.includes(resource.resourceType) ?? false;
  };
  if (name === "_id") return resource.id === value;
  if (!has(name)) return false;
  if (name === "status") return resource["status"] === value;
  return concepts(resource[name]).some((coding) => coding.code === value);
}

function holds(stretch: { readonly from?: number | undefined; readonly until?: number | undefined }, at: number) {
  return !(stretch.from !== undefined && at < stretch.from) && !(stretch.until !== undefined && at >= stretch.until);
}

function whatConsentsSay(situation: Situation, patient: string, resource: FhirResource): "permit" | "deny" | undefined {
  const isWrite = ["create", "update", "delete"].includes(situation.interaction);
  const actions = isWrite ? ["access", "correct"] : ["access"];
  const own = situation.consents.filter((consent) => consent.patient === patient);
  const perAction = actions.map((action) => {
    const said = own.map(({ provision }) => provisionSays(situation, provision, action, resource));
    if (said.includes("deny")) return "deny";
    return said.includes("permit") ? "permit" : undefined;
  });
  if (perAction.includes("deny")) return "deny";
  return perAction.every((said) => said === "permit") ? "permit" : undefined;
}

function isOpenThough(situation: Situation, patient: string, resource: FhirResource): boolean {
  if (situation.self === patient) return true;
  return whatConsentsSay(situation, patient, resource) === "permit" && isAllowedByName(situation, patient, resource);
}

/** Whether for all that is done some consent permits it, in what it says of this very record. */
function isAllowedByName(situation: Situation, patient: string, resource: FhirResource): boolean {
  const actions = ["create", "update", "delete"].includes(situation.interaction) ? ["access", "correct"] : ["access"];
  const says = (provision: ConsentProvision, action: string, around: boolean): "permit" | "deny" | undefined => {
    const alone = { ...provision, type: "permit", exceptions: [] } as const;
    if (provisionSays(situation, alone, action, resource) === undefined) return undefined;
    const isNamed = around || provision.data !== undefined;
    const inner = provision.exceptions.map((one) => says(one, action, isNamed));
    if (inner.includes("deny")) return "deny";
    if (inner.includes("permit")) return "permit";
    return provision.type === "permit" && !isNamed ? undefined : provision.type;
  };
  return actions.every((action) =>
    situation.consents.some((one) => one.patient === patient && says(one.provision, action, false) === "permit"),
  );
}

function provisionSays(
  situation: Situation,
  provision: ConsentProvision,
  action: string,
  resource: FhirResource,
): "permit" | "deny" | undefined {
  const stated = situation.purpose ?? "TREAT";
  // A person's emergency is a broken glass, for which consents aren't asked: the word alone is treatment.
  const purpose = situation.kind === "person" && stated === "ETREAT" ? "TREAT" : stated;
  const conditions = [
    provision.period === undefined || holds(provision.period, situation.at),
    provision.actors === undefined || provision.actors.some((actor) => situation.references.includes(actor)),
    provision.roles === undefined || (situation.role !== undefined && provision.roles.includes(situation.role)),
    provision.purposes === undefined ||
      provision.purposes.some(
        (stated) =>
          stated === purpose ||
          (stated === "TREAT" && purpose === "ETREAT") ||
          (stated === "HOPERAT" && purpose === "HSYSADMIN") ||
          (stated === "PATRQT" && purpose === "FAMRQT"),
      ),
    provision.actions === undefined || provision.actions.some((one) => one === action),
    provision.classes === undefined || provision.classes.includes(resource.resourceType),
    provision.codes === undefined || provision.codes.some((code) => kindCodes(resource).includes(code)),
    provision.labels === undefined || provision.labels.some((label) => allLabels(resource).includes(label)),
    provision.data === undefined || provision.data.includes(`${resource.resourceType}/${String(resource.id)}`),
    provision.dataPeriod === undefined || holds(provision.dataPeriod, Date.parse(String(resource.meta?.lastUpdated))),
  ];
  if (conditions.includes(false)) return undefined;
  const exceptions = provision.exceptions
    .map((exception) => provisionSays(situation, exception, action, resource))
    .filter((said) => said !== undefined);
  if (exceptions.includes("deny")) return "deny";
  if (exceptions.includes("permit")) return "permit";
  return provision.type;
}

function kindCodes(resource: FhirResource): string[] {
  const codes: string[] = [];
  for (const element of ["code", "category", "type", "class", "serviceType"]) {
    for (const one of [resource[element] as unknown].flat()) {
      const concept = one as { coding?: { system?: string; code?: string }[] } | undefined;
      for (const { system = "", code } of concept?.coding ?? [])
        if (code !== undefined) codes.push(`${system}|${code}`);
    }
  }
  return codes;
}

interface Label {
  readonly system?: string;
  readonly code?: string;
  readonly userSelected?: boolean;
}

function securityOf(resource: FhirResource): Label[] {
  // Whatever makes situations writes codings and nothing else here.
  return (resource.meta?.["security"] ?? []) as unknown as Label[];
}

function allLabels(resource: FhirResource): string[] {
  return securityOf(resource).flatMap(({ code }) => code ?? []);
}

function actCodesOf(resource: FhirResource): string[] {
  return securityOf(resource)
    .filter(({ system }) => system === "http://terminology.hl7.org/CodeSystem/v3-ActCode")
    .flatMap(({ code }) => code ?? []);
}

/** A copy without the hidden elements, without what they leave empty, without the narrative, and without contained resources that
 *  nothing that is left refers to; what stands inside likewise, by the rules of its own type. */
function withoutHidden(situation: Situation, resource: FhirResource): FhirResource {
  const pathsOf = (type: string) =>
    situation.fieldRules.filter((rule) => rule.type === type && rule.access === "hidden").map((rule) => rule.path);
  const paths = pathsOf(resource.resourceType);
  if (paths.length === 0 && insideOf(resource).every((inner) => pathsOf(inner.resourceType).length === 0))
    return resource;
  const copy = withEachInside(resource, (inner) => withoutHidden(situation, inner)) as Record<string, unknown>;
  for (const path of [...paths, "text"]) remove(copy, path.split("."));
  const contained = copy["contained"] as { id: string }[] | undefined;
  if (contained !== undefined) {
    const isNamed = (id: string, by: unknown) => JSON.stringify(by).includes(`"#${id}"`);
    const stays = ({ id }: { id: string }) => !isNamed(id, resource);
    let kept = contained.filter(stays);
    for (let round = 0; round < contained.length; round += 1)
      kept = contained.filter((one) => stays(one) || isNamed(one.id, { ...copy, contained: kept }));
    if (kept.length === 0) delete copy["contained"];
    else copy["contained"] = kept;
  }
  return copy as FhirResource;
}

function remove(value: unknown, names: readonly string[]): void {
  const [name = "", ...more] = names;
  if (Array.isArray(value)) {
    for (const item of value) remove(item, names);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const object = value as Record<string, unknown>;
  if (more.length === 0) {
    delete object[name];
    delete object[`_${name}`];
    return;
  }
  remove(object[name], more);
  const left = object[name];
  if (Array.isArray(left)) {
    const items = left.filter((item) => !(typeof item === "object" && item !== null && Object.keys(item).length === 0));
    if (items.length === 0) delete object[name];
    else object[name] = items;
  } else if (typeof left === "object" && left !== null && Object.keys(left).length === 0) delete object[name];
}
