import { expect, test } from "vitest";
import { Secret } from "../kernel/index.ts";
import { hashPassword, needsRehash, passwordCost, verifyPassword } from "./password.ts";

const cheap = { memoryKib: 19_456, passes: 1, lanes: 1 };
const password = new Secret("correct horse b\u00e4ttery");

test("a stored password verifies, however it was typed, and no other does", async () => {
  const stored = await hashPassword(password, cheap);
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=1,p=1\$/);
  expect(await verifyPassword(stored, password)).toBe(true);
  expect(await verifyPassword(stored, new Secret("correct horse ba\u0308ttery"))).toBe(true);
  expect(await verifyPassword(stored, new Secret("correct horse battery"))).toBe(false);
});

test("two people with one password have different hashes", async () => {
  expect(await hashPassword(password, cheap)).not.toBe(await hashPassword(password, cheap));
});

test("a hash of less than the present cost wants to be renewed", async () => {
  const stored = await hashPassword(password, cheap);
  expect(needsRehash(stored)).toBe(true);
  expect(needsRehash(stored, cheap)).toBe(false);
  expect(needsRehash(stored, { ...cheap, passes: 2 })).toBe(true);
  expect(needsRehash(await hashPassword(password))).toBe(false);
  expect(passwordCost.memoryKib).toBeGreaterThanOrEqual(19_456);
});

test.for([
  "",
  "secret",
  "$2b$12$abcdefghijklmnopqrstuv",
  "$argon2i$v=19$m=19456,t=1,p=1$c29tZXNhbHRzb21l$BwkNtCCCZ4rZNzNLRLzBIuOGcHYXqKbaTr6e4CpjUJo",
])("what is no argon2id hash is an error, not a wrong password: %s", async (stored) => {
  await expect(verifyPassword(stored, password)).rejects.toMatchObject({ code: "crypto/malformed" });
  expect(() => needsRehash(stored)).toThrow(expect.objectContaining({ code: "crypto/malformed" }));
});
