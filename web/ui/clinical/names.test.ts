import { describe, expect, test } from "vitest";
import { formatName, preferredName, spokenName } from "./names.ts";

describe("names", () => {
  test("family name in capitals, given names, preferred name in brackets", () => {
    const names = [
      { use: "nickname", given: ["Ama"] },
      { use: "official", family: "Osei", given: ["Amara", "Grace"] },
    ];
    expect(formatName(names)).toBe("OSEI, Amara Grace (Ama)");
  });
  test("a preferred name that says nothing new is left out", () => {
    expect(
      preferredName([
        { family: "Osei", given: ["Amara"] },
        { use: "nickname", given: ["Amara"] },
      ]),
    ).toBeUndefined();
  });
  test("an ended name gives way to a current one", () => {
    expect(
      formatName([
        { use: "official", family: "Brown", given: ["Ann"], period: { end: "2001" } },
        { use: "usual", family: "Green", given: ["Ann"] },
      ]),
    ).toBe("GREEN, Ann");
  });
  test("a maiden name never comes first", () => {
    expect(
      formatName([
        { use: "maiden", family: "Stone", given: ["Ann"] },
        { use: "official", family: "Green", given: ["Ann"] },
      ]),
    ).toBe("GREEN, Ann");
  });
  test("mononyms and text-only names are shown as they are", () => {
    expect(formatName([{ given: ["Suharto"] }])).toBe("Suharto");
    expect(formatName([{ text: "Baby of Green" }])).toBe("Baby of Green");
    expect(formatName([{ family: "Suharto" }])).toBe("SUHARTO");
    expect(formatName(undefined)).toBe("Name not recorded");
  });
  test("a Turkish device doesn't change the letters", () => {
    expect(formatName([{ family: "Smith", given: ["Di"] }])).toBe("SMITH, Di");
  });
  test("colleagues are spoken of with their title", () => {
    expect(spokenName([{ prefix: ["Dr"], given: ["Amara"], family: "Osei" }])).toBe("Dr Amara Osei");
    expect(spokenName([])).toBe("Name not recorded");
  });
});
