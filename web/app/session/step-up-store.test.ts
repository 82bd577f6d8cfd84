import { afterEach, expect, test } from "vitest";
import { stepUpDeclined, stepUpNeeded, stepUpStore, steppedUp } from "./step-up-store.ts";

const refusal = new Error("prove it again");

afterEach(stepUpDeclined);

test("everything that waited goes on after one proof", async () => {
  const both = Promise.all([stepUpNeeded(refusal), stepUpNeeded(refusal)]);
  expect(stepUpStore.wanted()).toBe(true);
  steppedUp();
  await both;
  expect(stepUpStore.wanted()).toBe(false);
});

test("who would rather not gets the refusal that the server gave", async () => {
  const waiting = stepUpNeeded(refusal);
  stepUpDeclined();
  await expect(waiting).rejects.toBe(refusal);
  expect(stepUpStore.wanted()).toBe(false);
});

test("a request that is cancelled asks for nothing any more", async () => {
  const cancel = new AbortController();
  const heard: boolean[] = [];
  const stop = stepUpStore.subscribe(() => heard.push(stepUpStore.wanted()));
  const waiting = stepUpNeeded(refusal, cancel.signal);
  cancel.abort();
  await expect(waiting).rejects.toThrow();
  stop();
  expect(heard).toEqual([true, false]);
});
