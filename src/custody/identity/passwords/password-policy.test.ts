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
])("%s breaks %j", async (password, findings) => {
  expect(await checkPassword(password, person, "policy")).toEqual(findings);
});

test("a character counts once, however it is composed", async () => {
  const decomposed = "Grey-Möwe-é7".normalize("NFD");
  expect(decomposed.length).toBeGreaterThan(12);
  expect(await checkPassword("Grey-Möwe-é".normalize("NFD"), person, "policy")).toContain("password/too-short");
});

test("a temporary password keeps the policy and is another one each time", async () => {
  const made = Array.from({ length: 50 }, () => newTemporaryPassword().expose());
  for (const password of made) expect(await checkPassword(password, person, "policy")).toEqual([]);
  expect(new Set(made).size).toBe(made.length);
});

test.each([
  ["12345678", true],
  ["1q2w3e4r", true],
  ["zaq12wsx", true],
  ["poiuytrewq", true],
  ["abcabcabc", true],
  ["31.12.1999", true],
  ["jennifer1", true],
  ["Charlotte2019", true],
  ["iloveyou1", true],
  ["opensesame", true],
  ["correct horse battery staple", false],
  ["правильная лошадь", false],
  ["elephant kettle", false],
  ["Vier graue Möwen", false],
  ["grey lantern", false],
])("under the NIST profile %s is common: %s", async (password, common) => {
  expect((await checkPassword(password, person, "nist-800-63b-4")).includes("password/common")).toBe(common);
});

test("the NIST profile asks for length and nothing of kinds", async () => {
  expect(await checkPassword("grey lantern", person, "nist-800-63b-4")).toEqual([]);
  expect(await checkPassword("lantern", person, "nist-800-63b-4")).toEqual(["password/too-short"]);
  expect(await checkPassword("x".repeat(300), person, "nist-800-63b-4")).toContain("password/too-long");
});

test("what others can know of a person stays out: title, address and organisation too", async () => {
  const owner = {
    ...person,
    jobTitle: "Physiotherapist",
    email: "sunny.meadow@clinic.test",
    organisation: "Riverside Care",
  };
  for (const password of ["Grey-Riverside7", "Physiotherapist-7x", "Sunny-Lantern7", "grey meadow lantern"])
    expect(await checkPassword(password, owner, "nist-800-63b-4"), password).toEqual(["password/own-name"]);
  // Short words of titles and names of organisations stand in too many others.
  expect(await checkPassword("grey careful lantern", owner, "nist-800-63b-4")).toEqual([]);
});

test("the 3,000 commonest passwords of breaches that are long enough are refused, decorated as well", async () => {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  const commonest = dictionary["passwords-common"].filter((one) => one.length >= 8).slice(0, 3_000);
  expect(commonest).toHaveLength(3_000);
  const decorated = ["marlboro", "Marlboro2026!", "!!Godzilla77", "M4rlboro#1", "snickers."];
  for (const password of [...commonest, ...decorated])
    expect(await checkPassword(password, person, "nist-800-63b-4"), password).toContain("password/common");
});
