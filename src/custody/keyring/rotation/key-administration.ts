import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import { DatabaseError } from "../../../foundation/platform/database/index.ts";
import { type KeyProvider, KeyringError } from "../providers/index.ts";
import { type Ending, endKeysOfErased } from "./end-keys.ts";
import { countUnderOthers, endedKeys } from "./ending-key-table.ts";
import { type RecordsToErase, eraseRecords } from "./erase-records.ts";
import { type Destruction, type StayingRecords, destroyPatient, destroyTenant } from "./destroy.ts";
import { isOnItsWay, leaveOldKeeper, moveRoot } from "./move-root.ts";
import { type KeyAge, agesOf, dueRotations } from "./policy.ts";
import { readDestructions } from "./key-version-table.ts";
import { setPolicy } from "./policy-table.ts";
import { rotateDataKey } from "./rotate-data-key.ts";
import { rotateRoot } from "./rotate-root.ts";
import { rotateTenant } from "./rotate-tenant.ts";
import type { Rotation, RotationKind, RotationStep, TenantRotationKind } from "./rotation-kind.ts";
import type { KeyAdministrationPorts } from "./rotation-ports.ts";
import { insertRotation, readRotation, setProgress, setStep, tryLock, unendedRotations } from "./rotation-table.ts";

export type RotationRequest =
  | { readonly kind: "root"; readonly why: string }
  | {
      readonly kind: TenantRotationKind;
      readonly tenant: TenantId;
      readonly subject?: ResourceId;
      readonly why: string;
    };

/** Rotates and destroys keys while everything goes on. */
export interface KeyAdministration {
  /** Begins a rotation, or takes up the one of its kind that was interrupted, and tells of each step and page until it is done.
   *  @throws KeyringError `keyring/rotation-under-way` when another process works on one, `keyring/not-verified` */
  rotate(request: RotationRequest): AsyncGenerator<Rotation>;
  /** Goes on with everything that was interrupted, and begins what the policy asks for. @returns what was done */
  keepUp(): Promise<readonly Rotation[]>;
  /** Rotations that haven't come to their end. */
  underWay(): Promise<readonly Rotation[]>;
  /** Has another keeper wrap what the root key wraps, beside the present one. @returns what was done, as the ledger tells it
   *  @throws KeyringError as `moveRoot` */
  moveRoot(next: KeyProvider, why: string): Promise<string>;
  /** Ends a move: from now on the present keeper alone opens. @throws KeyringError as `leaveOldKeeper` */
  leaveOldKeeper(why: string): Promise<string>;
  ages(tenant: TenantId): Promise<readonly KeyAge[]>;
  /** How old keys of a kind may get. @param tenant 0 for the root key */
  setPolicy(tenant: TenantId | 0, kind: RotationKind, days: number): Promise<void>;
  /** @param staying what is sealed anew in the same transaction. @throws KeyringError `keyring/held`, `keyring/unknown-key`; what
   *  `staying.store` throws, and then nothing is destroyed */
  destroyPatient(tenant: TenantId, subject: ResourceId, why: string, staying?: StayingRecords): Promise<Destruction>;
  destroyTenant(tenant: TenantId, why: string): Promise<Destruction>;
  /** Takes single records of a patient away who stays. @throws KeyringError `keyring/unknown-key`, `keyring/held`; what `store` throws, and
   *  then nothing is gone */
  eraseRecords(tenant: TenantId, records: RecordsToErase): Promise<void>;
  /** Whether a version of these records lies under a key that isn't this patient's: then it can't be erased by itself. */
  areUnderOthers(tenant: TenantId, patient: ResourceId, ids: readonly ResourceId[]): Promise<boolean>;
  /** Brings keys whose records were erased to their end, where nothing needs them any more. `keepUp` does so too.
   *  @throws KeyringError `keyring/rotation-under-way`, `keyring/not-verified` */
  endErased(tenant: TenantId): Promise<readonly Ending[]>;
  /** Certificates of keys that ended so, oldest first. */
  ended(): Promise<readonly { readonly tenant: TenantId; readonly at: number; readonly certificate: string }[]>;
  /** What was destroyed here, oldest first. */
  destructions(): Promise<readonly { readonly tenant: TenantId; readonly at: number; readonly certificate: string }[]>;
  /** Breaks off what is under way at its next page or wait, for good, as a kill would: somebody takes it up later. */
  stop(): void;
}

export function openKeyAdministration(given: KeyAdministrationPorts): KeyAdministration {
  const { admin, now, nextNumber, keyring } = given;
  const stopping = new AbortController();
  const ports: KeyAdministrationPorts = {
    ...given,
    sleep: (milliseconds) => given.sleep(milliseconds, stopping.signal),
  };
  const db = admin.installation;

  async function begin(request: RotationRequest): Promise<Rotation> {
    if ((request.kind === "root" || request.kind === "tenant") && (await isOnItsWay(ports)))
      throw new KeyringError(
        "keyring/rotation-under-way",
        "the root key is on its way to another keeper: finish that first (`wardbook keys moved`)",
      );
    const tenant = tenantOf(request);
    const begun: Rotation = {
      tenant,
      rotation: nextNumber(),
      kind: request.kind,
      subject: request.kind === "root" ? undefined : request.subject,
      step: "begun",
      target: undefined,
      done: 0,
      total: 0,
      why: request.why,
      beganAt: now(),
      endedAt: undefined,
    };
    try {
      await insertRotation(db, begun);
      return begun;
    } catch (error) {
      if (!(error instanceof DatabaseError && error.code === "database/unique-violation")) throw error;
    }
    const interrupted = (await unendedRotations(db)).find((one) => one.tenant === tenant && one.kind === request.kind);
    return interrupted ?? begin(request);
  }

  async function tellLedgers(of: TenantId | 0, detail: string): Promise<void> {
    const tenants = of === 0 ? (await keyring.tenants()).map(({ tenant }) => tenant) : [of];
    for (const tenant of tenants)
      await admin.transaction(tenant, (tx) => ports.record(tx, tenant, { act: "keys-rotated", at: now(), detail }));
  }

  function tellLedger({ tenant, kind, subject, why }: Rotation, detail: string): Promise<void> {
    return tellLedgers(tenant, `${subject === undefined ? kind : `${kind} ${subject}`} (${why}): ${detail}`);
  }

  /** While nobody rotates the root key. */
  async function ofRoot(why: string, work: () => Promise<string>): Promise<string> {
    const pinned = await admin.pin();
    try {
      if (!(await tryLock(pinned, 0)))
        throw new KeyringError("keyring/rotation-under-way", "another process is rotating the root key");
      const detail = await work();
      await tellLedgers(0, `root (${why}): ${detail}`);
      return detail;
    } finally {
      pinned.release();
    }
  }

  type Reached = { readonly step: RotationStep; readonly target?: string; readonly detail?: string };

  /** One step. Its pages are written down as they come. */
  function oneStep(rotation: Rotation): Promise<Reached> {
    const tell = (progress: { readonly done: number; readonly total: number }) => {
      stopping.signal.throwIfAborted();
      return setProgress(db, rotation, progress);
    };
    const { kind, tenant } = rotation;
    if (kind === "root" || tenant === 0) return rotateRoot(ports, rotation);
    if (kind === "tenant") return rotateTenant(ports, rotation, tenant, tell);
    return rotateDataKey(ports, { ...rotation, kind }, tenant, tell);
  }

  /** Whoever is refused has begun nothing. @param begun asked once nobody else works on the organisation's keys */
  async function* work(tenant: TenantId | 0, begun: () => Promise<Rotation>): AsyncGenerator<Rotation> {
    if (stopping.signal.aborted) return;
    const pinned = await admin.pin();
    try {
      if (!(await tryLock(pinned, tenant)))
        throw new KeyringError("keyring/rotation-under-way", "another process is rotating keys of this organisation");
      const first = await begun();
      for (let at = (await readRotation(db, first)) ?? first; at.endedAt === undefined; ) {
        yield at;
        if (stopping.signal.aborted) return;
        const reached = await oneStep(at);
        const isDone = reached.step === "done";
        // The ledger tells of it before it counts as done: interrupted between, it tells twice.
        if (isDone) await tellLedger(at, reached.detail ?? "");
        await setStep(db, at, reached.step, {
          ...(reached.target === undefined ? {} : { target: reached.target }),
          ...(isDone ? { endedAt: now() } : {}),
        });
        at = (await readRotation(db, at)) ?? { ...at, endedAt: now() };
        if (isDone) yield at;
      }
    } catch (error) {
      if (!stopping.signal.aborted) throw error;
    } finally {
      pinned.release();
    }
  }

  /** One organisation's trouble, or somebody who is at it already, holds up no other. @throws the first failure, once all had their turn */
  async function finishEach(rotations: readonly (readonly [TenantId | 0, () => Promise<Rotation>])[]) {
    const done: Rotation[] = [];
    const failures: unknown[] = [];
    for (const [tenant, begun] of rotations) {
      try {
        let last: Rotation | undefined;
        for await (const at of work(tenant, begun)) last = at;
        if (last !== undefined) done.push(last);
      } catch (error) {
        if (!(error instanceof KeyringError && error.code === "keyring/rotation-under-way")) failures.push(error);
      }
    }
    return { done, failures };
  }

  const endErased = (tenant: TenantId) =>
    endKeysOfErased(ports, tenant, async (subject) => {
      const request = { kind: "patient", tenant, subject, why: "records were erased" } as const;
      for await (const _at of work(tenant, () => begin(request))) stopping.signal.throwIfAborted();
    });

  /** @throws the first failure, once all had their turn */
  async function endErasedOfAll(tenants: readonly TenantId[]): Promise<void> {
    const failures: unknown[] = [];
    for (const tenant of tenants)
      if (!stopping.signal.aborted)
        await endErased(tenant).catch((error: unknown) => {
          if (!(error instanceof KeyringError && error.code === "keyring/rotation-under-way")) failures.push(error);
        });
    if (failures.length > 0 && !stopping.signal.aborted) throw failures[0];
  }

  return {
    async *rotate(request) {
      yield* work(tenantOf(request), () => begin(request));
    },

    async keepUp() {
      const unended = await unendedRotations(db);
      const interrupted = await finishEach(unended.map((one) => [one.tenant, async () => one] as const));
      const tenants = (await keyring.tenants()).map(({ tenant }) => tenant);
      const due = await dueRotations(ports, tenants);
      const mayBegin = (await isOnItsWay(ports)) ? due.filter(({ kind }) => kind !== "root" && kind !== "tenant") : due;
      const asked = await finishEach(mayBegin.map((request) => [tenantOf(request), () => begin(request)] as const));
      const [failure] = [...interrupted.failures, ...asked.failures];
      if (failure !== undefined) throw failure;
      await endErasedOfAll(tenants);
      return [...interrupted.done, ...asked.done];
    },

    underWay: () => unendedRotations(db),
    moveRoot: (next, why) => ofRoot(why, () => moveRoot(ports, next)),
    leaveOldKeeper: (why) => ofRoot(why, () => leaveOldKeeper(ports)),
    ages: (tenant) => agesOf(ports, tenant),
    setPolicy: (tenant, kind, days) => setPolicy(db, tenant, kind, days),
    destroyPatient: (tenant, subject, why, staying) => destroyPatient(ports, tenant, subject, why, staying),
    destroyTenant: (tenant, why) => destroyTenant(ports, tenant, why),
    eraseRecords: (tenant, records) => eraseRecords(ports, tenant, records),
    areUnderOthers: async (tenant, patient, ids) =>
      (await countUnderOthers(admin.tenant(tenant), tenant, patient, ids)) > 0,
    endErased,
    ended: () => endedKeys(db),
    destructions: () => readDestructions(db),
    stop: () => stopping.abort(),
  };
}

function tenantOf(request: RotationRequest): TenantId | 0 {
  return request.kind === "root" ? 0 : request.tenant;
}
