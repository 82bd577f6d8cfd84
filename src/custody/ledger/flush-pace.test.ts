import { expect, test } from "vitest";
import { flushPace } from "./flush-pace.ts";

function aDisk() {
  let time = 1_000;
  const pace = flushPace(() => time);
  const flush = (milliseconds: number) => {
    const began = time;
    time += milliseconds;
    pace.tookSince(began);
  };
  return { pace, flush };
}

test("a disk is waited for while it is quick", () => {
  const { pace, flush } = aDisk();
  for (let count = 0; count < 1_000; count += 1) flush(count % 2);
  expect(pace.isQuick()).toBe(true);
});

test("one slow flush sends the next ones elsewhere, and then the disk gets another chance", () => {
  const { pace, flush } = aDisk();
  flush(2);
  for (let count = 0; count < 256; count += 1) {
    expect(pace.isQuick()).toBe(false);
    flush(0);
  }
  expect(pace.isQuick()).toBe(true);
});

test("a disk that stays slow is never waited for", () => {
  const { pace, flush } = aDisk();
  flush(10);
  for (let count = 0; count < 1_000; count += 1) {
    flush(10);
    expect(pace.isQuick()).toBe(false);
  }
});
