import { expect, test } from "vitest";
import { checkPassword } from "./password-policy.ts";
import { newTemporaryPassword } from "./temporary-password.ts";

const person = { username: "a.osei", given: "Amara", family: "Osei-Mensah" };

test.each([
  ["Grey-Lantern7", []],
  ["Vier graue Möwen 9!", []],
  ["Grey-Lant7rn", []],
  ["Grey-Lant7r", ["password/too-short"]],
  ["grey-lantern7", ["password/no-upper-case"]],
  ["GREY-LANTERN7", ["password/no-lower-case"]],
  ["Grey-Lanterns", ["password/no-digit"]],
  ["GreyLantern77", ["password/no-special"]],
  [
    "",
    [
      "password/too-short",
      "password/no-upper-case",
      "password/no-lower-case",
      "password/no-digit",
      "password/no-special",
      "password/common",
    ],
  ],
  [`Grey-Lantern7${"x".repeat(250)}`, ["password/too-long"]],
  ["Password123!", ["password/common"]],
  ["P@ssw0rd2026!", ["password/common"]],
  ["Welcome@20261", ["password/common"]],
  ["!!Summer2026!", ["password/common"]],
  ["AdminAdmin12#", ["password/common"]],
  ["Qwertyuiop1!", ["password/common"]],
  ["Aa1!Aa1!Aa1!", ["password/common"]],
  ["Grey-Amara-77", ["password/own-name"]],
  ["Grey-mensah-7X", ["password/own-name"]],
  ["Grey-a.osei-7X", ["password/own-name"]],
])("%s breaks %j", (password, findings) => {
  expect(checkPassword(password, person, "policy")).toEqual(findings);
});

test("a character counts once, however it is composed", () => {
  const decomposed = "Grey-Möwe-é7".normalize("NFD");
  expect(decomposed.length).toBeGreaterThan(12);
  expect(checkPassword("Grey-Möwe-é".normalize("NFD"), person, "policy")).toContain("password/too-short");
});

test("a temporary password keeps the policy and is another one each time", () => {
  const made = Array.from({ length: 50 }, () => newTemporaryPassword().expose());
  for (const password of made) expect(checkPassword(password, person, "policy")).toEqual([]);
  expect(new Set(made).size).toBe(made.length);
});
