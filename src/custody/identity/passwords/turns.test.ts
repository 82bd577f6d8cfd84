import { expect, test } from "vitest";
import { createTurns } from "./turns.ts";

test("few run at once, few wait, the rest is sent away without running", async () => {
  const turns = createTurns({ atOnce: 2, waiting: 1 });
  const { promise, resolve } = Promise.withResolvers<void>();
  let running = 0;
  const task = async () => {
    running += 1;
    await promise;
    return "done";
  };
  const taken = [turns.take(task), turns.take(task), turns.take(task), turns.take(task)];
  expect(running).toBe(2);
  resolve();
  expect(await Promise.all(taken)).toEqual(["done", "done", "done", undefined]);
  expect(running).toBe(3);
});

test("a task that fails gives its turn on", async () => {
  const turns = createTurns({ atOnce: 1, waiting: 1 });
  const failing = turns.take(() => Promise.reject(new Error("no")));
  const next = turns.take(async () => "next");
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("next");
});
