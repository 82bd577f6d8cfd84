import {
  type FhirResource,
  type JsonObject,
  extensionIn,
  objectsIn,
  referenceIn,
  textIn,
} from "../../foundation/fhir/index.ts";
import { type ResourceId, type TenantId, isUuid } from "../../foundation/kernel/index.ts";
import { type Ruled, RuleOvertaken } from "../../custody/chart/index.ts";
import { lastNumber, raiseNumber, takeNumber } from "./number-table.ts";
import type { PatientRulePorts } from "./ports.ts";
import { extensionUrl, identifierSystem, recordNumberType } from "./vocabulary.ts";

const usualPrefix = "P";
const leastDigits = 6;
const prefixPattern = /^[A-Z0-9]{1,8}$/;

/** How numbers of a branch begin: as its Location says, else "P". */
export function prefixOf(branch: FhirResource | undefined): string {
  const said =
    branch === undefined ? undefined : textIn(extensionIn(branch, extensionUrl.numberPrefix)?.["valueString"]);
  const prefix = said?.trim().toUpperCase() ?? "";
  return prefixPattern.test(prefix) ? prefix : usualPrefix;
}

/** "LR-000042" */
export function numberText(prefix: string, number: number): string {
  return `${prefix}-${String(number).padStart(leastDigits, "0")}`;
}

function ownNumber(patient: FhirResource | undefined): JsonObject | undefined {
  return objectsIn(patient?.["identifier"]).find(({ system }) => system === identifierSystem.number);
}

function withIdentifiers(patient: FhirResource, identifier: readonly JsonObject[]): FhirResource {
  const { identifier: _replaced, ...rest } = patient;
  return identifier.length === 0 ? rest : { ...rest, identifier: [...identifier] };
}

/** The branch at which a patient was registered, as their record says. */
export function branchOfRegistration(patient: FhirResource): ResourceId | undefined {
  const [type, id] = referenceIn(extensionIn(patient, extensionUrl.registeredAt)?.["valueReference"])?.split("/") ?? [];
  return type === "Location" && id !== undefined && isUuid(id) ? (id as ResourceId) : undefined;
}

/** Several patients of one transaction are asked about before any is written: each next one reckons with those that were promised. */
interface Promised {
  readonly number: number;
  readonly at: number;
}
const promiseMilliseconds = 5_000;

type SeriesPorts = Pick<PatientRulePorts, "db" | "blinding">;

async function seriesOf(
  { blinding }: Pick<SeriesPorts, "blinding">,
  tenant: TenantId,
  prefix: string,
): Promise<Buffer> {
  return (await blinding(tenant))(`patient-number|${prefix}`);
}

/** The last number that was given in the series of a prefix; 0 before its first. */
export async function lastOfSeries(ports: SeriesPorts, tenant: TenantId, prefix: string): Promise<number> {
  return lastNumber(ports.db.tenant(tenant), tenant, await seriesOf(ports, tenant, prefix));
}

const likeOurs = /^([A-Z0-9]{1,8})-(\d{6,8})$/;

/** Numbers that came from elsewhere and look like ours are on cards in people's purses: ours go on behind the highest of them. */
async function goOnBehind(
  ports: SeriesPorts,
  tenant: TenantId,
  brought: readonly JsonObject[],
): Promise<NonNullable<Ruled["alongside"]> | undefined> {
  const highest = new Map<string, number>();
  for (const { value } of brought) {
    const [, prefix, number] = likeOurs.exec(textIn(value) ?? "") ?? [];
    if (prefix !== undefined) highest.set(prefix, Math.max(Number(number), highest.get(prefix) ?? 0));
  }
  const series = await Promise.all(
    [...highest].map(async ([prefix, number]) => ({ number, of: await seriesOf(ports, tenant, prefix) })),
  );
  const due = series.filter(({ number }) => number > 0);
  if (due.length === 0) return undefined;
  return async (tx) => {
    for (const { of, number } of due) await raiseNumber(tx, tenant, of, number);
  };
}

/** Gives numbers to patients. */
export function patientNumbers(ports: PatientRulePorts) {
  const promised = new Map<string, Promised>();

  async function next(
    tenant: TenantId,
    prefix: string,
  ): Promise<Required<Pick<Ruled, "alongside">> & { value: string }> {
    const series = await seriesOf(ports, tenant, prefix);
    const name = `${tenant}|${prefix}`;
    const last = await lastNumber(ports.db.tenant(tenant), tenant, series);
    const known = promised.get(name);
    const isFresh = known !== undefined && known.at > ports.now() - promiseMilliseconds;
    const number = Math.max(last, isFresh ? known.number : 0) + 1;
    promised.set(name, { number, at: ports.now() });
    return {
      value: numberText(prefix, number),
      async alongside(tx) {
        if (await takeNumber(tx, tenant, series, number)) return;
        promised.delete(name);
        throw new RuleOvertaken();
      },
    };
  }

  /** The patient with the number that is theirs; a first one where they are registered at a branch. Numbers of this series that others
   *  send are left out, and those that an import brings are kept as given elsewhere. */
  return async function numbered(
    tenant: TenantId,
    action: string,
    previous: FhirResource | undefined,
    patient: FhirResource,
  ): Promise<Ruled> {
    const known = ownNumber(previous);
    const identifiers = objectsIn(patient["identifier"]);
    const isOurs = ({ system }: JsonObject) => system === identifierSystem.number;
    const brought =
      action === "import" ? identifiers.filter((one) => isOurs(one) && one["value"] !== known?.["value"]) : [];
    const others = identifiers.flatMap((one) => {
      if (!isOurs(one)) return [one];
      return brought.includes(one) ? [{ ...one, system: identifierSystem.foreignNumber }] : [];
    });
    const stripped = known === undefined ? others : [known, ...others];
    const isSame = JSON.stringify(stripped) === JSON.stringify(identifiers);
    if (action === "import") {
      const alongside = await goOnBehind(ports, tenant, brought);
      return isSame ? { alongside } : { resource: withIdentifiers(patient, stripped), alongside };
    }
    const branch = known === undefined ? branchOfRegistration(patient) : undefined;
    const location = branch === undefined ? undefined : (await ports.directory(tenant, [branch])).get(branch);
    if (location?.resourceType !== "Location") return isSame ? {} : { resource: withIdentifiers(patient, stripped) };
    const { value, alongside } = await next(tenant, prefixOf(location));
    const given = { use: "usual", type: recordNumberType, system: identifierSystem.number, value };
    return { resource: withIdentifiers(patient, [given, ...stripped]), alongside };
  };
}
