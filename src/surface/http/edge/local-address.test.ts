import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { localAddress } from "./local-address.ts";

const origin = "https://records.example";

test.each(["/", "/patients", "/patients?name=a&x=%2F%2Fevil.example#part", "/a/../b"])(
  "%s is one of our pages",
  (wanted) => {
    expect(localAddress(origin, wanted)).toBe(new URL(wanted, origin).href);
  },
);

test.each([
  undefined,
  "",
  "patients",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  "https://evil.example",
  "https:evil.example",
  "https://records.example@evil.example",
  "https://records.example.evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "/ok\r\nset-cookie: a=b",
  "/a\\b",
])("%j leads to the start page instead", (wanted) => {
  expect(localAddress(origin, wanted)).toBe(`${origin}/`);
});

test("no route redirects past this helper, but those of OAuth, whose addresses are registered", () => {
  const surface = join(import.meta.dirname, "..");
  const files = readdirSync(surface, { recursive: true, encoding: "utf8" }).filter((name) =>
    /(?<!\.test)\.ts$/.test(name),
  );
  const found = files.filter((name) =>
    // "Location" in capitals is the resource type, unless a header is set by it.
    /\.redirect\(|["']location["']|header\(\s*["']location["']/iv.test(
      readFileSync(join(surface, name), "utf8").replaceAll(/(?<!header\(\s*)"Location"/g, ""),
    ),
  );
  expect(found.filter((name) => !name.startsWith("oauth/")).sort()).toEqual([
    "edge/local-address.ts",
    // The address of what was just created.
    "fhir/fhir-routes.ts",
  ]);
});
