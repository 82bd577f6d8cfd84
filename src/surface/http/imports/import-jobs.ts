import type { ImportProgress as ProgressAnswer } from "../../../../contract/index.ts";
import { randomUuid } from "../../../foundation/crypto/index.ts";
import { CodedError, type TenantId } from "../../../foundation/kernel/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import type { FileRefusal, ImportProgress, ImportSource, Spooled } from "../../../care/importing/index.ts";
import { sentence } from "../chart-refusal.ts";

export interface ImportJobsPorts {
  readonly importing: (caller: Caller, source: ImportSource, signal: AbortSignal) => AsyncGenerator<ImportProgress>;
  /** Whether they may still: an import lasts longer than the request that began it, and perhaps than their access. */
  readonly mayStill: (caller: Caller) => Promise<boolean>;
  readonly onFailure: (error: unknown) => void;
}

/** Imports of this server's run, in memory: of each organisation one at a time, in the order they came. */
export interface ImportJobs {
  add(caller: Caller, spooled: Spooled): ProgressAnswer;
  /** Newest first. */
  list(tenant: TenantId): readonly ProgressAnswer[];
  get(tenant: TenantId, id: string): ProgressAnswer | undefined;
  /** @returns false when there is no such import */
  stop(tenant: TenantId, id: string): boolean;
  /** How many run or wait. */
  unfinished(tenant: TenantId): number;
  close(): Promise<void>;
}

interface Job {
  readonly caller: Caller;
  readonly spooled: Spooled;
  readonly stopping: AbortController;
  answer: ProgressAnswer;
}

const mostRefusals = 200;
const mostRemembered = 50;

export function importJobs({ importing, mayStill, onFailure }: ImportJobsPorts): ImportJobs {
  const jobsOf = new Map<TenantId, Job[]>();
  const tails = new Map<TenantId, Promise<void>>();

  async function run(job: Job): Promise<void> {
    const { caller, spooled, stopping } = job;
    try {
      if (stopping.signal.aborted || !(await mayStill(caller))) return;
      for await (const progress of importing(caller, spooled.source, stopping.signal)) {
        job.answer = advanced(job.answer, progress);
        if (!(await mayStill(caller))) stopping.abort();
      }
    } catch (error) {
      onFailure(error);
      const known = error instanceof CodedError ? `${sentence(error.message)} ` : "";
      job.answer = {
        ...job.answer,
        state: "failed",
        secondsLeft: undefined,
        failure: `${known}The import broke off. What was imported until then stays; run it again to import the rest.`,
      };
    } finally {
      if (job.answer.state === "running") job.answer = { ...job.answer, state: "stopped" };
      await spooled.remove().catch(onFailure);
    }
  }

  const find = (tenant: TenantId, id: string) => jobsOf.get(tenant)?.find(({ answer }) => answer.id === id);

  return {
    add(caller, spooled) {
      const { tenant } = caller;
      const job: Job = {
        caller,
        spooled,
        stopping: new AbortController(),
        answer: { ...untouched, id: randomUuid(), name: spooled.source.name },
      };
      const jobs = [job, ...(jobsOf.get(tenant) ?? [])];
      jobsOf.set(
        tenant,
        jobs.filter(({ answer }, index) => answer.state === "running" || index < mostRemembered),
      );
      tails.set(
        tenant,
        (tails.get(tenant) ?? Promise.resolve()).then(() => run(job)),
      );
      return job.answer;
    },
    list: (tenant) => (jobsOf.get(tenant) ?? []).map(({ answer }) => answer),
    get: (tenant, id) => find(tenant, id)?.answer,
    stop(tenant, id) {
      const job = find(tenant, id);
      job?.stopping.abort();
      return job !== undefined;
    },
    unfinished: (tenant) => (jobsOf.get(tenant) ?? []).filter(({ answer }) => answer.state === "running").length,
    async close() {
      for (const job of [...jobsOf.values()].flat()) job.stopping.abort();
      await Promise.all(tails.values());
    },
  };
}

const untouched = {
  state: "running",
  total: 0,
  created: 0,
  unchanged: 0,
  updated: 0,
  refused: 0,
  refusals: [],
  perSecond: 0,
} as const satisfies Partial<ProgressAnswer>;

function advanced(answer: ProgressAnswer, progress: ImportProgress): ProgressAnswer {
  const { total, created, updated, unchanged, refused, perSecond, secondsLeft } = progress;
  const counts = { total, created, updated, unchanged, refused, perSecond, secondsLeft };
  const whole = progress.refusals.find(({ entry }) => entry === undefined);
  if (whole !== undefined) return { ...answer, ...counts, state: "failed", failure: sentence(whole.message) };
  const refusals = [
    ...answer.refusals,
    ...progress.refusals.slice(0, mostRefusals - answer.refusals.length).map(refusalAnswer),
  ];
  return { ...answer, ...counts, refusals, state: answer.state === "failed" ? "failed" : stateOf[progress.state] };
}

const stateOf = { counting: "running", running: "running", done: "done", stopped: "stopped" } as const;

function refusalAnswer({ entry = 0, resource, code, path, message }: FileRefusal): ProgressAnswer["refusals"][number] {
  return { entry, resource, code, path, message };
}
