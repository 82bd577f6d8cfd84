import type { FhirResource, ResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import type { Caller } from "../access/index.ts";
import type { LedgerAction } from "../ledger/index.ts";
import type { OpenVersion } from "../records/index.ts";
import type { Change, Changing, ExpectedVersion } from "./change.ts";
import { prepareCreate, prepareDelete, prepareUpdate } from "./prepare-change.ts";
import { retrying } from "./retrying.ts";
import { type MakeSignature, prepareSignature, prepareSignatureLabels } from "./signature-changes.ts";
import { writeOne } from "./write-change.ts";
import { permit } from "./access.ts";
import { type Attested, attest } from "./attesting.ts";
import { type DeletionsPage, type DeletionsQuery, readDeletions } from "./deletions.ts";
import { type EverythingPage, type EverythingQuery, readEverything } from "./everything.ts";
import { type HistoryPage, type HistoryQuery, readHistory } from "./history.ts";
import type { Elsewhere, ImportEntry, ImportOutcome } from "./import-outcome.ts";
import { importTogether } from "./importing.ts";
import { type EditMeta, prepareMetaChange } from "./meta-change.ts";
import type { ChartPorts, Witnessing } from "./ports.ts";
import { type Target, disclose, readCurrent, readVersion } from "./read.ts";
import { prepareFileLabels } from "./labels-of-files.ts";
import { type ToRestrict, readRestricted, toRestrict } from "./restricted.ts";
import { type SearchPage, search } from "./search.ts";
import { seenAmong } from "./seen-among.ts";
import { type SurveyPage, type SurveyQuery, survey } from "./survey.ts";
import { type TakenRecord, type TakingOut, takeOut } from "./take-out.ts";
import {
  type Condition,
  type ConditionalDelete,
  type ConditionalUpdate,
  deleteTarget,
  expectWritable,
  onlyMatch,
  updateTarget,
} from "./condition.ts";
import { conditionLocks } from "./condition-lock.ts";
import { type TransactionEntry, type TransactionOutcome, isConditional, transact } from "./transaction.ts";
import { type PatientWork, withPatient } from "./with-patient.ts";
import { createWriter, expectStorable } from "./writing.ts";

/** The only door to patient data: decide, then read or write, and let nothing out before its ledger entry is durable.
 *  Every method throws ChartError (`chart/not-permitted`, `chart/not-found`, …), DatabaseError or SearchError. */
export interface Chart {
  read(caller: Caller, target: Target): Promise<Witnessing<OpenVersion>>;
  vread(caller: Caller, target: Target & { readonly version: number }): Promise<Witnessing<OpenVersion>>;
  history(caller: Caller, query: HistoryQuery): Promise<Witnessing<HistoryPage>>;
  search(
    caller: Caller,
    type: ResourceType,
    pairs: readonly (readonly [string, string])[],
  ): Promise<Witnessing<SearchPage>>;
  /** Everything about a patient or an encounter that the caller may see. */
  everything(caller: Caller, query: EverythingQuery): Promise<Witnessing<EverythingPage>>;
  /** What was deleted of a patient's record, as far as the caller saw it. */
  deletions(caller: Caller, query: DeletionsQuery): Promise<Witnessing<DeletionsPage>>;
  /** @param options.ifNoneExist search that must match nothing; one match is answered instead of creating.
   *  @param options.signature makes the Provenance that signs what is created; it is created with it
   *  @param options.alongside more to do in the same transaction. */
  create(
    caller: Caller,
    type: ResourceType,
    resource: FhirResource,
    options?: CreateOptions,
  ): Promise<Witnessing<OpenVersion> & { readonly created: boolean }>;
  update(
    caller: Caller,
    target: Target,
    resource: FhirResource,
    expected?: ExpectedVersion,
    options?: UpdateOptions,
  ): Promise<Witnessing<OpenVersion>>;
  /** Changes what a record's meta says, and nothing else of it. No version is made where it says so already. */
  changeMeta(
    caller: Caller,
    target: Target,
    edit: EditMeta,
    expected?: ExpectedVersion,
  ): Promise<Witnessing<OpenVersion>>;
  delete(caller: Caller, target: Target, expected?: ExpectedVersion): Promise<Witnessing<OpenVersion | undefined>>;
  /** Changes the one resource that a condition matches, or creates one where it matches none. */
  updateWhere(
    caller: Caller,
    update: ConditionalUpdate,
  ): Promise<Witnessing<OpenVersion> & { readonly created: boolean }>;
  /** Deletes the one resource that a condition matches; nothing where it matches none. */
  deleteWhere(caller: Caller, deletion: ConditionalDelete): Promise<Witnessing<OpenVersion | undefined>>;
  transact(caller: Caller, entries: readonly TransactionEntry[]): Promise<Witnessing<readonly TransactionOutcome[]>>;
  importTogether(caller: Caller, entries: readonly ImportEntry[], elsewhere?: Elsewhere): Promise<ImportOutcome>;
  /** Judges a record by its signatures, for whoever may read it. */
  attest<T>(caller: Caller, target: Target, judge: (attested: Attested) => Promise<T>): Promise<Witnessing<T>>;
  /** The ids of those that the caller sees now. It discloses nothing of them, and isn't witnessed. */
  seenAmong(caller: Caller, targets: readonly Target[]): Promise<ReadonlySet<ResourceId>>;
  /** Goes through every record, whatever the caller may read, for what says how long each is kept. */
  survey<T>(caller: Caller, query: SurveyQuery<T>): AsyncGenerator<SurveyPage<T>>;
  /** Opens what stays of a patient whose keys go, to be sealed anew. */
  takeOut(caller: Caller, taking: TakingOut): Promise<readonly TakenRecord[]>;
  /** Opens a restricted record for whoever decides about it. @param why a sentence */
  readRestricted(
    caller: Caller,
    target: Target & { readonly patient: ResourceId },
    why: string,
  ): Promise<Witnessing<OpenVersion>>;
  /** Of these records, those that are the patient's; and what tells of what is restricted. */
  toRestrict(tenant: TenantId, patient: ResourceId, wanted: ToRestrict): ReturnType<typeof toRestrict>;
  /** The number of the newest version of each of a patient's records. Nothing else of them is told.
   *  @param holding a transaction, until whose end nobody writes any */
  newestUnder(tenant: TenantId, patient: ResourceId, holding?: Transaction): Promise<ReadonlyMap<ResourceId, number>>;
  /** Work on a patient's data that is no FHIR resource (a draft), sealed under the patient's key. */
  withPatient<T>(caller: Caller, patient: ResourceId, work: PatientWork<T>): Promise<T>;
}

export interface CreateOptions {
  readonly ifNoneExist?: Condition | undefined;
  readonly action?: LedgerAction | undefined;
  readonly signature?: MakeSignature | undefined;
  readonly alongside?: ((tx: Transaction) => Promise<void>) | undefined;
}

/** As of `CreateOptions`. */
export interface UpdateOptions extends Pick<CreateOptions, "signature" | "alongside"> {
  /** The act by which a note's wish for a co-signature is answered: the one change that a signed note may meet. */
  readonly answers?: LedgerAction | undefined;
}

export function openChart(ports: ChartPorts): Chart {
  const write = createWriter(ports);
  const locked = conditionLocks(ports.db);
  const changing = (caller: Caller): Changing => ({ ports, caller, newKeys: new Map() });
  const writeUpdate = async (context: Changing, change: Change, { signature, alongside }: UpdateOptions = {}) => {
    const made = signature === undefined ? [] : [await prepareSignature(context, change, signature)];
    const files = await prepareFileLabels(context, [change]);
    const signatures = [...made, ...(await prepareSignatureLabels(context, change)), ...files];
    return writeOne(write, context, change, { signatures, work: alongside });
  };

  return {
    read: (caller, target) => readCurrent(ports, caller, target),
    vread: (caller, target) => readVersion(ports, caller, target),
    history: (caller, query) => readHistory(ports, caller, query),
    search: (caller, type, pairs) => search(ports, caller, type, pairs),
    everything: (caller, query) => readEverything(ports, caller, query),
    deletions: (caller, query) => readDeletions(ports, caller, query),

    async create(caller, type, resource, { ifNoneExist, action, signature, alongside } = {}) {
      // Another process, counting for itself, may have given the same number to another patient's key.
      const make = () =>
        retrying(undefined, async () => {
          const context = changing(caller);
          const change = await prepareCreate(context, type, resource, { action });
          const signed = signature === undefined ? [] : [await prepareSignature(context, change, signature)];
          const signatures = [...signed, ...(await prepareFileLabels(context, [change]))];
          const written = await writeOne(write, context, change, { signatures, work: alongside });
          return { ...written, created: true };
        });
      if (ifNoneExist === undefined) return make();
      // Refused before the condition is asked: what is refused anyway must not tell what is here.
      permit(ports, caller, "create", type);
      expectStorable(ports, resource, type);
      return locked(caller.tenant, [type], async () => {
        const existing = await onlyMatch(ports, caller, type, ifNoneExist);
        if (existing === undefined) return make();
        return { ...(await readCurrent(ports, caller, { type, id: existing.id })), created: false };
      });
    },

    update: (caller, target, resource, expected, options) =>
      retrying(expected, async () => {
        const context = changing(caller);
        const change = await prepareUpdate(context, target, resource, expected, options?.answers);
        return writeUpdate(context, change, options);
      }),

    changeMeta: (caller, target, edit, expected) =>
      retrying(expected, async () => {
        const context = changing(caller);
        const prepared = await prepareMetaChange(context, target, edit, expected);
        if (prepared.kind === "changed") return writeUpdate(context, prepared.change);
        return disclose(ports, caller, prepared.permitted, prepared.shown, "read");
      }),

    delete: (caller, target, expected) =>
      retrying(expected, async () => {
        const context = changing(caller);
        const change = await prepareDelete(context, target, expected);
        return change === undefined ? { value: undefined, entryIds: [] } : writeOne(write, context, change);
      }),

    async updateWhere(caller, update) {
      const { type, resource, ifMatch } = update;
      expectWritable(ports, caller, update);
      return locked(caller.tenant, [type], () =>
        retrying(ifMatch, async () => {
          const id = await updateTarget(ports, caller, update);
          const context = changing(caller);
          const change =
            id === undefined
              ? await prepareCreate(context, type, resource)
              : await prepareUpdate(context, { type, id }, { ...resource, id }, ifMatch);
          return { ...(await writeUpdate(context, change)), created: id === undefined };
        }),
      );
    },

    async deleteWhere(caller, deletion) {
      const { type, ifMatch } = deletion;
      permit(ports, caller, "delete", type);
      return locked(caller.tenant, [type], () =>
        retrying(ifMatch, async () => {
          const id = await deleteTarget(ports, caller, deletion);
          const context = changing(caller);
          const change = id === undefined ? undefined : await prepareDelete(context, { type, id }, ifMatch);
          return change === undefined ? { value: undefined, entryIds: [] } : writeOne(write, context, change);
        }),
      );
    },

    transact(caller, entries) {
      const conditions = entries.filter(isConditional).map(({ type }) => type);
      const run = () => transact(ports, write, caller, entries);
      return conditions.length === 0 ? run() : locked(caller.tenant, conditions, run);
    },
    importTogether: (caller, entries, elsewhere) => importTogether(ports, write, caller, entries, elsewhere),
    attest: (caller, target, judge) => attest(ports, caller, target, judge),
    seenAmong: (caller, targets) => seenAmong(ports, caller, targets),
    survey: (caller, query) => survey(ports, caller, query),
    takeOut: (caller, taking) => takeOut(ports, caller, taking),
    readRestricted: (caller, target, why) => readRestricted(ports, caller, target, why),
    toRestrict: (tenant, patient, wanted) => toRestrict(ports, tenant, patient, wanted),
    newestUnder: (tenant, patient, holding) => ports.records.newestUnder(tenant, patient, holding),
    withPatient: (caller, patient, work) => withPatient(ports, caller, patient, work),
  };
}
