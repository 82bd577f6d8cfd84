import { ledgerType } from "../../../custody/access/index.ts";
import { type ResourceType, resourceTypes, searchParameters } from "../../../foundation/fhir/index.ts";

const kept = resourceTypes.filter((type) => type !== ledgerType);
const interactions = ["read", "vread", "update", "delete", "history-instance", "history-type", "create", "search-type"];

/** What the ledger is read as. Source of the profiles: IHE ITI BALP 1.1.3. */
function auditEvents() {
  const names = ["Read", "Query", "Create", "Update", "Delete"].flatMap((name) => [name, `Patient${name}`]);
  const own = [
    { name: "purpose", type: "token", documentation: "agent.purposeOfUse, as R5 has it" },
    { name: "agent.identifier", type: "token", documentation: "as IHE's Retrieve ATNA Audit Event asks" },
  ];
  const known = [...searchParameters(ledgerType).values()].map(({ code, type }) => ({ name: code, type }));
  return {
    type: ledgerType,
    documentation: "This server's own ledger, newest first. Nobody writes to it.",
    supportedProfile: names.map(
      (name) => `https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.${name}`,
    ),
    versioning: "no-version",
    readHistory: false,
    updateCreate: false,
    conditionalCreate: false,
    conditionalRead: "not-supported",
    conditionalUpdate: false,
    conditionalDelete: "not-supported",
    interaction: [{ code: "read" }, { code: "search-type" }],
    searchParam: [...known, ...own],
  };
}

/** Every `Type:parameter` that can point to a type. */
function reverseIncludes(): ReadonlyMap<string, readonly string[]> {
  const pointing = new Map<string, string[]>();
  for (const type of kept) {
    for (const { code, type: kind, targets } of searchParameters(type).values()) {
      if (kind !== "reference") continue;
      for (const target of targets) pointing.set(target, [...(pointing.get(target) ?? []), `${type}:${code}`]);
    }
  }
  return pointing;
}

/** What the server can do, read off the tables that do it. */
export function capabilityStatement(base: string, version: string, date: string): string {
  const pointing = reverseIncludes();
  const origin = base.replace(/\/fhir$/, "");
  return JSON.stringify({
    resourceType: "CapabilityStatement",
    status: "active",
    date,
    kind: "instance",
    software: { name: "Wardbook", version },
    implementation: {
      description: "Wardbook: every record sealed under its patient's key, every look in a verifiable ledger",
      url: base,
    },
    fhirVersion: "4.0.1",
    format: ["application/fhir+json", "json"],
    rest: [
      {
        mode: "server",
        security: {
          cors: false,
          extension: [
            {
              url: "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris",
              extension: [
                { url: "authorize", valueUri: `${origin}/oauth/authorize` },
                { url: "token", valueUri: `${origin}/oauth/token` },
                { url: "introspect", valueUri: `${origin}/oauth/introspect` },
                { url: "revoke", valueUri: `${origin}/oauth/revoke` },
              ],
            },
          ],
          service: ["OAuth", "SMART-on-FHIR"].map((code) => ({
            coding: [{ system: "http://terminology.hl7.org/CodeSystem/restful-security-service", code }],
          })),
          description:
            "SMART App Launch 2.2 with v2 scopes, and Backend Services: see .well-known/smart-configuration. The web app's own session by cookie.",
        },
        resource: resourceTypes.map((type) => (type === ledgerType ? auditEvents() : ofRecords(type, pointing))),
        interaction: [{ code: "transaction" }, { code: "batch" }, { code: "history-system" }],
      },
    ],
  });
}

const madeVersion = "POST with Parameters; If-Match holds. What changes makes a version";
const metaOperations = [
  ["meta", "GET"],
  ["meta-add", madeVersion],
  ["meta-delete", `${madeVersion}. A sensitivity label takes the permission to keep consents`],
] as const;

function operationsOf(type: ResourceType) {
  const everything = {
    name: "everything",
    definition: `http://hl7.org/fhir/OperationDefinition/${type}-everything`,
    documentation: "GET, with _type, _count, _since and page links",
  };
  return [
    ...(type === "Patient" || type === "Encounter" ? [everything] : []),
    ...metaOperations.map(([name, documentation]) => ({
      name,
      definition: `http://hl7.org/fhir/OperationDefinition/Resource-${name}`,
      documentation,
    })),
  ];
}

function ofRecords(type: ResourceType, pointing: ReadonlyMap<string, readonly string[]>) {
  return {
    type,
    versioning: "versioned",
    readHistory: true,
    updateCreate: false,
    conditionalCreate: true,
    conditionalRead: "not-match",
    conditionalUpdate: true,
    conditionalDelete: "single",
    interaction: interactions.map((code) => ({ code })),
    operation: operationsOf(type),
    searchInclude: [...searchParameters(type).values()]
      .filter((parameter) => parameter.type === "reference")
      .map(({ code }) => `${type}:${code}`),
    searchRevInclude: pointing.get(type) ?? [],
    searchParam: [...searchParameters(type).values()].map(({ code, type: kind }) => ({ name: code, type: kind })),
  };
}
