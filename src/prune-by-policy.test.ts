import { expect, test } from "vitest";
import { KeyringError } from "./custody/keyring/index.ts";
import type { PruningStep } from "./custody/ledger/index.ts";
import { parseTenantId } from "./foundation/kernel/index.ts";
import { pruneByPolicy } from "./prune-by-policy.ts";

test("every organisation has its turn, whatever becomes of the others, and a stop lets the step under way end", async () => {
  const said: string[] = [];
  const failures: unknown[] = [];
  const began: number[] = [];
  const span = { minIndex: 512, entries: 256, bytes: 1, from: 0, until: 0, newestBatch: 1 };
  const answers: Readonly<Record<number, () => PruningStep>> = {
    1: () => ({ state: "nothing" }),
    2: () => {
      throw new KeyringError("keyring/unknown-tenant", "its keys were destroyed");
    },
    3: () => {
      throw new Error("a fault");
    },
    4: () => ({ state: "alarmed" }),
    5: () => ({ state: "done", span }),
  };
  const policy = pruneByPolicy(
    {
      async *prune(tenant, { actor }) {
        began.push(tenant);
        expect(actor.kind).toBe("system");
        const step = answers[tenant]?.();
        if (step !== undefined) yield step;
      },
    },
    {
      tenants: async () => [1, 2, 3, 4, 5].map(parseTenantId),
      publish: async () => undefined,
      log: { info: (message) => said.push(message), warn: (message) => said.push(message) },
      onFailure: (error) => failures.push(error),
    },
  );
  await Promise.all([policy.look(), policy.look()]);
  expect(began).toEqual([1, 2, 3, 4, 5]);
  expect(failures).toEqual([new Error("a fault")]);
  expect(said).toEqual([
    "nothing is pruned of organisation 4: there is an alarm about its ledger",
    "256 entries of organisation 5 were pruned: none before 512 is kept",
  ]);
  await policy.stop();
  await policy.look();
  expect(began).toHaveLength(5);
});
