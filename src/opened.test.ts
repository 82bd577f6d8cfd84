import { expect, test } from "vitest";
import { nothingOpened } from "./opened.ts";

test("what was opened is closed once, the last first and one after the other, whatever fails", async () => {
  const opened = nothingOpened();
  const done: string[] = [];
  const [late, broken] = [new Error("late"), new Error("broken")];
  opened.add(() => done.push("database"));
  opened.add(() => {
    throw broken;
  });
  opened.add(async () => {
    await Promise.resolve();
    done.push("ledger");
    throw late;
  });
  opened.add(() => done.push("mail"));
  expect(await opened.close()).toEqual([late, broken]);
  expect(await opened.close()).toEqual([]);
  expect(done).toEqual(["mail", "ledger", "database"]);
});
