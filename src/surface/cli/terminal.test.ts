import { expect, test } from "vitest";
import { describeStep, duration, table } from "./terminal.ts";
import { aTerminal } from "./testing/a-terminal.ts";

const step = { label: "Importing", done: 9_421, total: 18_198, perSecond: 2_364.4, secondsLeft: 3.7 };

test("a step says how far, how fast and how long", () => {
  expect(describeStep(step)).toBe("Importing: 9,421 of 18,198 (51 %), 2,364/s, 4 s left");
  expect(describeStep({ label: "Counting", done: 0, total: 0 })).toBe("Counting: 0 of 0");
  expect(describeStep({ ...step, done: 18_198, note: "3 refused" })).toBe(
    "Importing: 18,198 of 18,198 (100 %), 2,364/s, 3 refused",
  );
});

test("times are in words", () => {
  expect([0, 59.6, 61, 3_599, 3_600, 7_500].map(duration)).toEqual([
    "0 s",
    "1 min 0 s",
    "1 min 1 s",
    "59 min 59 s",
    "1 h 0 min",
    "2 h 5 min",
  ]);
});

test("columns line up", () => {
  expect(
    table([
      ["A", "B"],
      ["longer", ""],
      ["x", "y"],
    ]),
  ).toEqual(["A       B", "longer", "x       y"]);
});

test("on a terminal, progress is one line that goes, and never tears what is said", () => {
  const { terminal, error, out, wait } = aTerminal({ isTTY: true });
  const line = terminal.progress();
  line.update(step);
  line.update(step);
  expect(error().match(/9,421/g)).toHaveLength(1);
  wait(100);
  line.update({ ...step, done: 18_198 });
  expect(error()).toContain("[##");
  terminal.say("done");
  line.end();
  expect(out()).toBe("done\n");
  expect(error().endsWith("\r\u001b[2K")).toBe(true);
  expect(error()).not.toContain("\n");
});

test("elsewhere, progress is a plain line every five seconds", () => {
  const { terminal, error, wait } = aTerminal();
  const line = terminal.progress();
  for (let second = 0; second < 12; second += 1) {
    line.update(step);
    wait(1_000);
  }
  line.end();
  expect(error()).toBe(`${describeStep(step)}\n`.repeat(2));
});

test("colours are for terminals, and NO_COLOR turns them off", () => {
  expect(aTerminal({ isTTY: true }).terminal.paint.bad("x")).toBe("\u001b[31mx\u001b[0m");
  expect(aTerminal({ isTTY: false }).terminal.paint.bad("x")).toBe("x");
  expect(aTerminal({ isTTY: true, mayColour: false }).terminal.paint.bad("x")).toBe("x");
});
