import { type Caller, noPermissions, parseScopes } from "../../../custody/access/index.ts";
import { type Chart, ChartError } from "../../../custody/chart/index.ts";
import { type FhirResource, type JsonObject, isJsonObject, parseResourceText } from "../../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Actor } from "../act.ts";
import type { FindPatients, FoundPatient } from "../ports.ts";
import type { PatientNaming } from "./naming.ts";

type Pairs = readonly (readonly [string, string])[];

const scopes = parseScopes("system/Patient.rs");
/** More than that many similar names and the person has to be named otherwise. */
const mostSimilar = 100;

/** Looks through the chart like everybody else, as a program of the house that may see patients: its looks are in the ledger. */
export function patientFinder(chart: Pick<Chart, "read" | "search">): FindPatients {
  return async (tenant, naming, asker) => {
    const desk = deskOf(tenant, asker);
    if (naming.by === "id") return readOne(chart, desk, naming.id);
    const { value } = await chart.search(desk, "Patient", [...pairsOf(naming), ["_count", String(mostSimilar)]]);
    const found = value.matches
      .map(({ id, body }) => ({ id, patient: parseResourceText(body.toString()) as FhirResource }))
      .filter(({ patient }) => fits(patient, naming));
    // What lies on a next page could fit too.
    if (value.next !== undefined) return [];
    return found.map(({ id, patient }) => ({ id, label: patientLabelOf(patient) }));
  };
}

function deskOf(tenant: TenantId, { name, from, requestId }: Actor): Caller {
  return {
    tenant,
    kind: "client",
    id: "break-glass",
    name: `emergency access, asked for by ${name}`,
    scopes,
    permissions: noPermissions,
    purpose: "ETREAT",
    from: from ?? "",
    requestId: requestId ?? "",
  };
}

async function readOne(chart: Pick<Chart, "read">, desk: Caller, id: ResourceId): Promise<readonly FoundPatient[]> {
  try {
    const { value } = await chart.read(desk, { type: "Patient", id });
    return [{ id, label: patientLabelOf(parseResourceText(value.body.toString()) as FhirResource) }];
  } catch (error) {
    if (error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/deleted")) return [];
    throw error;
  }
}

function pairsOf(naming: Exclude<PatientNaming, { readonly by: "id" }>): Pairs {
  if (naming.by === "identifier") {
    const value = escaped(naming.value);
    return [["identifier", naming.system === undefined ? value : `${escaped(naming.system)}|${value}`]];
  }
  return [
    ["family", escaped(naming.family)],
    // The search takes one given name at a time.
    ["given", escaped(naming.given.trim().split(/\s+/)[0] ?? "")],
    ["birthdate", naming.birthDate],
  ];
}

/** Source: FHIR R4, Search §3.1.1.3 "Escaping Search Parameters". Half a surrogate pair is no character of any name. */
function escaped(text: string): string {
  return text.toWellFormed().replaceAll(/[\\$,|]/g, (found) => `\\${found}`);
}

/** The search is by beginnings; a name counts whole. Of several given names one will do, and so will some or all in one line. */
function fits(patient: FhirResource, naming: PatientNaming): boolean {
  switch (naming.by) {
    case "id":
      return true;
    case "identifier":
      return objectsIn(patient["identifier"]).some(
        ({ system, value }) => value === naming.value && (naming.system === undefined || system === naming.system),
      );
    case "person":
      return (
        patient["birthDate"] === naming.birthDate &&
        objectsIn(patient["name"]).some(
          ({ family, given }) =>
            plain(family) === plain(naming.family) && isAmong(wordsOf(naming.given), textsIn(given).flatMap(wordsOf)),
        )
      );
  }
}

function wordsOf(text: string): readonly string[] {
  return plain(text).split(" ");
}

function isAmong(some: readonly string[], all: readonly string[]): boolean {
  return some.every((one) => all.includes(one));
}

function plain(text: unknown): string {
  if (typeof text !== "string") return "";
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").replaceAll(/\s+/g, " ").trim().toLowerCase();
}

/** "Nora Halloran, born 1948-02-29" */
export function patientLabelOf(patient: FhirResource): string {
  const names = objectsIn(patient["name"]);
  const name = names.find(({ use }) => use === "official") ?? names[0];
  const words = [...textsIn(name?.["given"]), ...textsIn([name?.["family"]])].join(" ");
  const born = patient["birthDate"];
  return [
    words === "" ? "somebody without a name" : words,
    typeof born === "string" ? `born ${born}` : "of unknown age",
  ].join(", ");
}

function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter((one) => isJsonObject(one)) : [];
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
