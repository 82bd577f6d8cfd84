import { spawnSync } from "node:child_process";
import { chmodSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Secret } from "../../kernel/index.ts";
import { findBinaries } from "./binaries.ts";
import { initialise } from "./initialise.ts";
import { chooseLauncher, commandFor } from "./launcher.ts";
import { layOut } from "./layout.ts";
import { aDirectory } from "../../../../test/support/directory.ts";

const isRoot = process.getuid?.() === 0;

test("runs PostgreSQL as somebody whom it accepts", () => {
  const binaries = findBinaries();
  const launcher = chooseLauncher(binaries, layOut(join(aDirectory(), "db")));
  const { file, args, uid, gid } = commandFor(launcher, binaries.postgres, ["--check", "-D", "/nonexistent"]);
  const result = spawnSync(file, args, { encoding: "utf8", ...(uid === undefined ? {} : { uid, gid }) });
  expect(result.stderr).not.toContain("root");
});

test.runIf(isRoot)("as root without user namespaces, makes the cluster as an unprivileged user", async () => {
  const parent = aDirectory();
  chmodSync(parent, 0o755);
  const layout = layOut(join(parent, "db"));
  const binaries = findBinaries();
  const launcher = chooseLauncher(binaries, layout, { mayUseNamespace: false });
  expect(launcher.kind).toBe("user");
  await initialise(binaries, launcher, layout, new Secret("kelp-lantern-7306"));
  expect(statSync(layout.cluster).uid).toBe(launcher.kind === "user" ? launcher.uid : -1);
  // From now on that user owns the cluster, whatever else would be possible.
  expect(chooseLauncher(binaries, layout)).toEqual(launcher);
});

test.runIf(isRoot)("as root without user namespaces and in a directory nobody else enters, says what to do", () => {
  const layout = layOut(join(aDirectory(), "db"));
  expect(() => chooseLauncher(findBinaries(), layout, { mayUseNamespace: false })).toThrow(
    expect.objectContaining({ code: "bundled-postgres/root" }),
  );
});
