import { expect, test } from "vitest";
import { mayBeOwnHand } from "./hands.ts";
import type { Permission } from "./permissions.ts";

const keepersOf = async (program: string) => (program === "7.program" ? ["keeper"] : undefined);
const somebody = (id: string, ...permissions: readonly Permission[]) => ({ id, permissions: new Set(permissions) });

test("what a program did may be its keepers' doing, and that of whoever manages programs, and nobody else's", async () => {
  const asked = async (caller: Parameters<typeof mayBeOwnHand>[0], id: string, through?: string) =>
    mayBeOwnHand(caller, { id, through }, keepersOf);
  expect(await asked(somebody("one"), "one")).toBe(true);
  expect(await asked(somebody("one"), "7.program")).toBe(false);
  expect(await asked(somebody("keeper"), "7.program")).toBe(true);
  expect(await asked(somebody("one", "clients.manage"), "7.program")).toBe(true);
  // A person, or the house itself, whom nobody registered.
  expect(await asked(somebody("one", "clients.manage"), "other")).toBe(false);
  // Through an app, whose keeper has what it is given.
  expect(await asked(somebody("one"), "other", "7.program")).toBe(false);
  expect(await asked(somebody("keeper"), "other", "7.program")).toBe(true);
});
