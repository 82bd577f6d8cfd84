import type { TenantId } from "./foundation/kernel/index.ts";
import { KeyringError } from "./custody/keyring/index.ts";
import type { Pruner } from "./custody/ledger/index.ts";

export interface PolicyPorts {
  readonly tenants: () => Promise<readonly TenantId[]>;
  /** Shows everybody the newest checkpoint. */
  readonly publish: (tenant: TenantId) => Promise<unknown>;
  readonly log: { info(message: string): void; warn(message: string): void };
  readonly onFailure: (error: unknown) => void;
}

export interface PruningByPolicy {
  /** Looks at every organisation at once. */
  look(): Promise<void>;
  /** Lets a step that is under way end. What is left goes the next time. */
  stop(): Promise<void>;
}

const day = 86_400_000;
/** Not at the start itself, which has enough to do. */
const soon = 60_000;
const actor = { kind: "system", id: "ledger-retention", name: "ledger retention" } as const;

/** Lets go of what is older than an organisation's retention, once a day, and first of what a killed process left half done. */
export function pruneByPolicy(
  pruner: Pick<Pruner, "prune">,
  { tenants, publish, log, onFailure }: PolicyPorts,
): PruningByPolicy {
  let stopping = false;
  let running: Promise<void> | undefined;

  async function pruneOne(tenant: TenantId): Promise<void> {
    for await (const step of pruner.prune(tenant, { actor }, publish)) {
      if (stopping) return;
      if (step.state === "done")
        log.info(
          `${step.span.entries} entries of organisation ${tenant} were pruned: none before ${step.span.minIndex} is kept`,
        );
      if (step.state === "untimely") log.warn(`nothing is pruned of organisation ${tenant}: ${step.why.message}`);
      if (step.state === "unpublished" || step.state === "alarmed")
        log.warn(`nothing is pruned of organisation ${tenant}: ${reasons[step.state]}`);
    }
  }

  async function lookOnce(): Promise<void> {
    for (const tenant of await tenants()) {
      if (stopping) return;
      await pruneOne(tenant).catch((error: unknown) => {
        // An organisation whose keys were destroyed keeps what nobody reads.
        if (!(error instanceof KeyringError && error.code === "keyring/unknown-tenant")) onFailure(error);
      });
    }
  }

  function look(): Promise<void> {
    running ??= lookOnce()
      .catch(onFailure)
      .finally(() => (running = undefined));
    return running;
  }

  const first = setTimeout(() => void look(), soon);
  const timer = setInterval(() => void look(), day);
  return {
    look,
    async stop() {
      stopping = true;
      clearTimeout(first);
      clearInterval(timer);
      await running;
    },
  };
}

const reasons = {
  unpublished: "what was declared is not public yet",
  alarmed: "there is an alarm about its ledger",
} as const;
