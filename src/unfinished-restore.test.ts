import { expect, test } from "vitest";
import { aDirectory } from "../test/support/directory.ts";
import { expectNoUnfinishedRestore, noteRestore } from "./unfinished-restore.ts";

test("no server starts with a record whose restore was broken off", async () => {
  const directory = aDirectory();
  const starts = () => {
    try {
      expectNoUnfinishedRestore(directory);
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: "serve/restore-unfinished" });
      return false;
    }
  };
  expect(starts()).toBe(true);
  // One that brought nothing back is as if it had never begun, but doesn't hide an earlier one.
  await (await noteRestore(directory)).withdraw();
  expect(starts()).toBe(true);
  await noteRestore(directory);
  const again = await noteRestore(directory);
  await again.withdraw();
  expect(starts()).toBe(false);
  await again.finish();
  expect(starts()).toBe(true);
});
