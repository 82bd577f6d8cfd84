import {
  type FhirResource,
  type ResourceType,
  strayPatients,
  subjectPatientOf,
  validateResource,
} from "../../foundation/fhir/index.ts";
import { type ResourceId, type TenantId, gather, isUuid } from "../../foundation/kernel/index.ts";
import { tokenLength } from "../../foundation/crypto/index.ts";
import { DatabaseError, type Transaction } from "../../foundation/platform/database/index.ts";
import type { DataKey, NewPatientKey, TenantKeys } from "../keyring/index.ts";
import type { Caller } from "../access/index.ts";
import type { LedgerAction, Witnessed } from "../ledger/index.ts";
import { type SealedVersion, placePatient } from "../records/index.ts";
import { ChartError } from "./chart-error.ts";
import { coSigningOf, speaksOfCoSigning } from "./co-signing.ts";
import type { ChartPorts, Written } from "./ports.ts";

/** What one call wants written: all of it, with its entries, or nothing. */
export interface Write {
  readonly versions: readonly SealedVersion[];
  readonly witnessed: readonly Witnessed[];
  /** The same versions, for those whose policies may be made of them. */
  readonly written: readonly Written[];
  /** New patients, and the facilities that whoever registers them is held to. */
  readonly placed: readonly Placed[];
  /** More to do in the same transaction. */
  readonly alongside?: ((tx: Transaction) => Promise<void>) | undefined;
}

export interface Placed {
  readonly patient: ResourceId;
  readonly facilities: readonly string[];
}

/** Writes in a transaction; small writes of one moment share one. @returns the entries' ids
 *  @throws DatabaseError `database/unique-violation` when a version was written by somebody else first */
export type Writer = (tenant: TenantId, write: Write) => Promise<readonly string[]>;

const mostShared = 64;
/** After these it isn't known what was kept. */
const unsure: ReadonlySet<string> = new Set(["database/unreachable", "database/outcome-unknown"]);

async function commit(
  ports: ChartPorts,
  tenant: TenantId,
  writes: readonly Write[],
): Promise<readonly (readonly string[])[]> {
  const keys = await ports.keyring.keys(tenant);
  const versions = writes.flatMap((write) => write.versions);
  // Shared by several calls, hence one list: the entries go into one row, in order.
  const witnessed = writes.flatMap((write) => write.witnessed);
  const written = writes.flatMap((write) => write.written);
  const making = versions.flatMap(({ newKey }) => (newKey === undefined ? [] : [newKey]));
  const made = new Set(making.map(({ subject }) => subject));
  // Before the transaction: whoever held one connection and waited for another could wait for others who do the same.
  await keys.ofPatients([
    ...new Set(witnessed.flatMap(({ patient }) => (patient === undefined || made.has(patient) ? [] : [patient]))),
  ]);
  const ids = await ports.db.transaction(tenant, async (tx) => {
    await ports.records.write(tx, tenant, versions);
    for (const { placed } of writes)
      for (const { patient, facilities } of placed) await placePatient(tx, tenant, patient, facilities);
    for (const { alongside } of writes) await alongside?.(tx);
    if (ports.policy?.writing !== undefined) await ports.policy.writing(tx, tenant, written);
    return ports.ledger.append(tx, tenant, witnessed, making);
  });
  for (const key of making) keys.adopt(key);
  if (ports.policy?.written !== undefined) await ports.policy.written(tenant, written);
  ports.written?.(tenant, written);
  let offset = 0;
  return writes.map((write) => ids.slice(offset, (offset += write.witnessed.length)));
}

export function createWriter(ports: ChartPorts): Writer {
  const gatherers = new Map<TenantId, (write: Write) => Promise<readonly string[] | DatabaseError>>();

  function gathererOf(tenant: TenantId): (write: Write) => Promise<readonly string[] | DatabaseError> {
    const known = gatherers.get(tenant);
    if (known !== undefined) return known;
    const made = gather<Write, readonly string[] | DatabaseError>(
      async (writes) => {
        try {
          return await commit(ports, tenant, writes);
        } catch (error) {
          // The statement failed, so nothing was written. One of several may have been at fault: each gets a transaction of its own.
          // A lost connection is different: what was written isn't known, and trying again could say "conflict" about our own write.
          if (!(error instanceof DatabaseError) || unsure.has(error.code) || writes.length === 1) throw error;
          return Promise.all(
            writes.map((write) => commit(ports, tenant, [write]).then(([ids]) => ids ?? [], onlyDatabaseErrors)),
          );
        }
      },
      { mostTogether: mostShared, mostInFlight: 2 },
    );
    gatherers.set(tenant, made);
    return made;
  }

  return async (tenant, write) => {
    if (write.versions.length > 4 || write.alongside !== undefined)
      return (await commit(ports, tenant, [write]))[0] ?? [];
    const outcome = await gathererOf(tenant)(write);
    if (outcome instanceof DatabaseError) throw outcome;
    return outcome;
  };
}

function onlyDatabaseErrors(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  throw error;
}

export function isConflict(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === "database/unique-violation";
}

/** @throws ChartError `chart/invalid-resource` with every fault found */
export function expectValid(resource: FhirResource, type: ResourceType): void {
  if (resource.resourceType !== type) {
    throw new ChartError("chart/wrong-type", `the resource is not of type ${type}`, { path: "resourceType" });
  }
  const faults = validateResource(resource);
  if (faults.length > 0) {
    throw new ChartError("chart/invalid-resource", `${faults[0]?.diagnostics ?? "the resource is not valid R4"}`, {
      path: faults[0]?.expression,
      faults,
    });
  }
}

/** Valid, and without what isn't kept here. @throws ChartError `chart/invalid-resource` with every fault found */
export function expectStorable(
  { screen }: Pick<ChartPorts, "screen">,
  resource: FhirResource,
  type: ResourceType,
): void {
  expectValid(resource, type);
  const faults = screen?.(resource) ?? [];
  const [first] = faults;
  if (first !== undefined)
    throw new ChartError("chart/invalid-resource", first.diagnostics, { path: first.expression, faults });
}

/** What is about a patient must be known to be. @throws ChartError `chart/unresolved-reference` */
export function expectPatientsNamed(resource: FhirResource): void {
  const faults = strayPatients(resource);
  const [first] = faults;
  if (first !== undefined)
    throw new ChartError("chart/unresolved-reference", first.diagnostics, { path: first.expression, faults });
}

/** A signed note is final, and so is its signature. What comes after it is an addendum that relates to it. One that waits for a
 *  co-signature is as locked: its author has signed it. */
export function isSigned(resource: FhirResource): boolean {
  if (resource.resourceType === "Provenance") return resource["signature"] !== undefined;
  return (
    resource.resourceType === "DocumentReference" &&
    (resource["docStatus"] === "final" || resource["docStatus"] === "amended" || coSigningOf(resource) !== undefined)
  );
}

/** A signature comes from signing, which asks who signs: nobody writes one. Documents that are final elsewhere may be
 *  sent by programs, without a signer's name. @throws ChartError `chart/sign-instead` */
export function expectNoSignature(resource: FhirResource, caller: Caller, action: LedgerAction): void {
  if (action === "sign") return;
  if (resource.resourceType === "Provenance" && resource["signature"] !== undefined) throw madeBySigning();
  if (resource.resourceType !== "DocumentReference") return;
  const waits = speaksOfCoSigning(resource);
  const claims = waits || resource["authenticator"] !== undefined || (caller.kind === "person" && isSigned(resource));
  if (!claims) return;
  const element = waits ? "category" : resource["authenticator"] === undefined ? "docStatus" : "authenticator";
  throw new ChartError("chart/sign-instead", "a note becomes final by signing it: save it as a draft and sign it", {
    path: `DocumentReference.${element}`,
  });
}

export function madeBySigning(): ChartError {
  return new ChartError("chart/sign-instead", "a signature is made by signing: leave it out", {
    path: "Provenance.signature",
  });
}

/** Bytes of one resource as JSON, and terms that it is found by. Beyond them a single record could hold everybody up. */
const mostBytes = 12 * 1024 * 1024;
const mostTokens = 5_000;

const tooLarge = () =>
  new ChartError("chart/too-large", "the resource is too large: at most 12 MiB, and 5,000 values to find it by");

/** @throws ChartError `chart/too-large` */
export function expectSmall(body: Buffer): void {
  if (body.length > mostBytes) throw tooLarge();
}

/** @throws ChartError `chart/too-large` */
export function expectFewTokens({ tokens }: SealedVersion): void {
  if (tokens.length > mostTokens * tokenLength) throw tooLarge();
}

/** @throws ChartError `chart/signed-is-final` */
export function expectUnsigned(stored: FhirResource): void {
  if (!isSigned(stored)) return;
  if (stored.resourceType === "Provenance")
    throw new ChartError("chart/signed-is-final", "a signature can't be changed or removed", {
      path: "Provenance.signature",
    });
  throw new ChartError(
    "chart/signed-is-final",
    "a signed note can't be changed or removed: add an addendum that relates to it (relatesTo, appends)",
    {
      path: "DocumentReference.docStatus",
    },
  );
}

/** Keys for patients that are being made by the same call. */
export type NewKeys = Map<ResourceId, NewPatientKey>;

/** The key that seals a resource: its patient's, or the organisation's. A patient's first version brings a new key.
 *  @throws ChartError `chart/unknown-patient` */
export async function keyFor(
  keys: TenantKeys,
  resource: FhirResource,
  id: ResourceId,
  made: NewKeys,
  allowUnknown = false,
): Promise<DataKey | NewPatientKey> {
  const patient = resource.resourceType === "Patient" ? id : subjectPatientOf(resource);
  if (patient === undefined) return keys.record;
  if (!isUuid(patient)) throw unknownPatient(resource);
  const subject = patient as ResourceId;
  const making = made.get(subject);
  // Without the wrapped key, which is written once; with the subject, because the ledger's entry is about that patient.
  if (making !== undefined) return { keyNo: making.keyNo, key: making.key, subject };
  const known = (await keys.ofPatients([subject])).get(subject);
  if (known !== undefined) return known;
  if (resource.resourceType !== "Patient" && !allowUnknown) throw unknownPatient(resource);
  const key = keys.newPatientKey(subject);
  made.set(subject, key);
  return key;
}

/** Of a patient who isn't here, and of one whom the caller doesn't see: the two look alike. */
export function unknownPatient(resource: FhirResource): ChartError {
  return new ChartError(
    "chart/unknown-patient",
    "the patient that this resource is about is not here: create the patient first",
    { path: resource.resourceType },
  );
}
