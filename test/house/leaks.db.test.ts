import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Secret } from "../../src/foundation/kernel/index.ts";
import { aPatient } from "../people/index.ts";
import { findLeaks, notebookOfThisRun, openNotebook } from "../support/canaries/index.ts";
import { aDirectory } from "../support/directory.ts";
import { aHouse } from "../support/house.ts";
import { signedInHeaders } from "../support/signed-in.ts";

// A run with other reporters keeps no notebooks.
const run = process.env["CANARIES"] ?? "";
const here = "test/house/leaks.db.test.ts";
const operator = { kind: "system", id: "test", name: "test" } as const;

/** A directory with what this file's test has made so far, and nothing told. */
function knownByNow(): string {
  notebookOfThisRun().flush();
  const copy = aDirectory();
  for (const name of readdirSync(run).filter((one) => one.startsWith("known-"))) {
    const lines = readFileSync(join(run, name), "utf8").split("\n");
    writeFileSync(join(copy, name), lines.filter((line) => line.includes(`"from":"${here}"`)).join("\n"));
  }
  return copy;
}

test.skipIf(run === "")("a key, password, token, cookie or patient that a log told would fail the run", async () => {
  const house = await aHouse();
  try {
    const { identity } = house.house;
    const token = await house.token();
    const { person } = await identity.people.add(operator, house.tenant, {
      username: "leila",
      given: "Leila",
      family: "Farouk",
      role: "clinician",
    });
    const { cookie } = await signedInHeaders(house, person.id);
    const posted = await fetch(`${house.origin}/fhir/Patient`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/fhir+json" },
      body: JSON.stringify({ ...aPatient({ family: "Quartermaine" }), birthDate: "1931-12-01" }),
    });
    expect(posted.status).toBe(201);
    const root = JSON.parse(readFileSync(join(house.dataDirectory, "keyring/root.key"), "utf8")) as { key: string };
    const rootKey = Buffer.from(root.key, "base64");
    const password = new Secret("a long pass phrase of no one").expose();

    const planted: readonly (readonly [kind: string, text: string])[] = [
      ["key", `{"msg":"opened","key":"${rootKey.toString("hex")}"}`],
      ["key", JSON.stringify({ key: rootKey })],
      ["key", `KeyObject of ${rootKey.toString("base64url")}`],
      ["secret", `Authorization: Bearer ${token}`],
      ["secret", cookie],
      ["secret", JSON.stringify({ password })],
      ["patient", "no patient of family quartermaine"],
      ["patient", "born 1931-12-01"],
    ];
    const directory = knownByNow();
    expect(findLeaks(directory).leaks).toEqual([]);
    const notebook = openNotebook(directory);
    notebook.enter(join(process.cwd(), here));
    for (const [number, [, text]] of planted.entries())
      notebook.told(`log ${number}`, `{"msg":"listening"}\n${text}\n`);
    notebook.flush();
    expect(findLeaks(directory).leaks.toSorted((a, b) => a.by.localeCompare(b.by))).toMatchObject(
      planted.map(([kind], number) => ({ kind, file: here, by: `log ${number}`, line: 2, from: here })),
    );
    expect(house.log.length).toBeGreaterThan(0);
  } finally {
    await house.end();
  }
});

test.skipIf(run === "")("what programs of Node print, and the keys they make, are noted too", async () => {
  const program = `process.stderr.write("said by a child\\n");
    const { createSecretKey, randomBytes } = await import("node:crypto");
    createSecretKey(randomBytes(32));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["ignore", "pipe", "pipe"] });
  child.stderr.resume();
  await once(child, "close");
  notebookOfThisRun().flush();
  const read = (name: string) => readFileSync(join(run, name), "utf8");
  const names = readdirSync(run);
  expect(names.filter((name) => name.startsWith(`known-${child.pid}-`)).map(read)).toEqual([
    expect.stringMatching(/"kind":"key","of":"bytes","value":"[0-9a-f]{64}","from":"test.house.leaks.db.test.ts"/),
  ]);
  expect(names.some((name) => name.startsWith("told-") && read(name).includes("said by a child"))).toBe(true);
});
