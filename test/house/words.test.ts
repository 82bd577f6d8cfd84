import { expect, test } from "vitest";
import { findForbidden } from "../../scripts/words/forbidden.ts";

// Put together here, so that this file doesn't hold what it forbids.
const samples = [
  ["a path of one machine", ["", "work", "main", "src"].join("/")],
  ["a path in a home", ["", "home", "alice", "wardbook"].join("/")],
  ["a path in root's home", ["", "root", ".npmrc"].join("/")],
  ["a path on Windows", ["C:", "Users", "alice"].join("\\")],
  ["a registry", ["https://registry", "npmjs", "org"].join(".")],
  ["a private key", `-----BEGIN EC ${"PRIVATE"} KEY-----`],
  ["an AWS key", `AKIA${"A".repeat(16)}`],
  ["a GitHub token", `ghp_${"a".repeat(36)}`],
  ["a claim of certification", `Wardbook is HIPAA ${"compliant"}`],
] as const;

test.each(samples)("finds %s", (_, text) => {
  expect(findForbidden("docs/a.md", `one\n  see ${text} there`)).toEqual([expect.stringMatching(/^docs\/a\.md:2: /)]);
});

test.each([".env", "deploy/.env.production", "certs/server.key", ".data/postgres/owner-password"])(
  "refuses the file %s",
  (path) => {
    expect(findForbidden(path, "")).toHaveLength(1);
  },
);

test.each([
  ".env.example is a list of names",
  "import { a } from '../work/main.ts'; fetch(`${base}/root/x`)",
  "designed to support HIPAA; evidence ready",
])("lets pass: %s", (text) => {
  expect(findForbidden(".env.example", text)).toEqual([]);
});
