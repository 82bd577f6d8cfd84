import { afterEach, expect, test, vi } from "vitest";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import { type Keyring, KeyringError } from "../keyring/index.ts";
import { openKeeper } from "./keeper.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("a sweep that takes long is not overtaken, and destroyed keys are no trouble while others' are", async () => {
  vi.useFakeTimers();
  let answer: (error: Error) => void = () => undefined;
  const keys = vi.fn<Keyring["keys"]>(() => new Promise((_, reject) => (answer = reject)));
  const failures: unknown[] = [];
  const keeper = openKeeper({
    db: {} as Database,
    keyring: { keys } as unknown as Keyring,
    now: () => 0,
    positions: () => 1,
    anchor: { load: async () => undefined, save: async () => undefined },
    onForgery: () => undefined,
    onFailure: (error) => failures.push(error),
  });
  const tenants = vi.fn(async () => [7 as TenantId]);
  keeper.start(tenants);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([tenants, keys].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);

  answer(new KeyringError("keyring/unknown-tenant", "destroyed"));
  await vi.advanceTimersByTimeAsync(5_000);
  expect([keys.mock.calls.length, failures]).toEqual([2, []]);
  const broken = new Error("the database is gone");
  answer(broken);
  await vi.advanceTimersByTimeAsync(0);
  expect(failures).toEqual([broken]);
  await keeper.close();
});
