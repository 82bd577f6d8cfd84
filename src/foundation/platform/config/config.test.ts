import { writeFileSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { aDirectory } from "../../../../test/support/directory.ts";
import { parseConfig } from "./config.ts";

test("without any setting, keeps to this machine", () => {
  const config = parseConfig({});
  expect(config).toMatchObject({ host: "127.0.0.1", port: 8080, database: undefined, passphrase: undefined });
  expect(isAbsolute(config.dataDirectory)).toBe(true);
});

test("finds the same data from whatever directory a command is run", () => {
  const before = process.cwd;
  const here = parseConfig({}).dataDirectory;
  process.cwd = () => "/";
  try {
    expect(parseConfig({}).dataDirectory).toBe(here);
  } finally {
    process.cwd = before;
  }
});

test("takes a flag over its variable", () => {
  const config = parseConfig({ WARDBOOK_PORT: "1", WARDBOOK_DATA: "from-environment" }, [
    "--port=8081",
    "--host",
    "::1",
  ]);
  expect(config).toMatchObject({ port: 8081, host: "::1", dataDirectory: resolve("from-environment") });
});

test("takes an empty variable for none", () => {
  expect(parseConfig({ WARDBOOK_PORT: "", WARDBOOK_PASSPHRASE: "" })).toMatchObject({
    port: 8080,
    passphrase: undefined,
  });
});

test("takes secrets out of the environment and never prints them", () => {
  const environment = {
    WARDBOOK_PASSPHRASE: "correct horse battery",
    WARDBOOK_DATABASE_URL: "postgres://owner:hunter2@db.example/wardbook",
    WARDBOOK_PORT: "8081",
  };
  const config = parseConfig(environment);
  expect(environment).toEqual({ WARDBOOK_PORT: "8081" });
  expect(config.passphrase?.expose()).toBe("correct horse battery");
  expect(config.database?.password.expose()).toBe("hunter2");
  const printed = `${JSON.stringify(config)}${inspect(config, { depth: 9 })}`;
  expect(printed).not.toContain("correct horse");
  expect(printed).not.toContain("hunter2");
});

test("reads a secret from the file that is named for it, and takes both out of the environment", () => {
  const path = join(aDirectory(), "passphrase");
  writeFileSync(path, "correct horse battery\nno second line\n");
  const environment = { WARDBOOK_PASSPHRASE_FILE: path, WARDBOOK_PORT: "8081" };
  expect(parseConfig(environment).passphrase?.expose()).toBe("correct horse battery");
  expect(environment).toEqual({ WARDBOOK_PORT: "8081" });
  const empty = `${path}-to-come`;
  writeFileSync(empty, "\ncorrect horse battery\n");
  for (const wrong of [
    { WARDBOOK_PASSPHRASE_FILE: path, WARDBOOK_PASSPHRASE: "another horse battery" },
    { WARDBOOK_PASSPHRASE_FILE: `${path}s` },
    { WARDBOOK_PASSPHRASE_FILE: empty },
  ])
    expect(() => parseConfig(wrong)).toThrow(expect.objectContaining({ code: "config/bad-value" }));
  expect(() => parseConfig({ WARDBOOK_PORT_FILE: path })).toThrow(
    expect.objectContaining({ code: "config/unknown-setting" }),
  );
});

test.each([
  ["WARDBOOK_PROT", "did you mean WARDBOOK_PORT?"],
  ["WARDBOOK_DATABASEURL", "did you mean WARDBOOK_DATABASE_URL?"],
  ["WARDBOOK_ZEBRA_CROSSING", "there are WARDBOOK_DATA"],
])("refuses the unknown setting %s with a hint", (name, hint) => {
  expect(() => parseConfig({ [name]: "x" })).toThrow(
    expect.objectContaining({ code: "config/unknown-setting", message: expect.stringContaining(hint) }),
  );
});

test.each([
  [["--prot", "1"], "config/unknown-flag", "did you mean --port?"],
  [["-p", "1"], "config/unknown-flag", "there is no flag -p"],
  [["--passphrase", "x"], "config/unknown-flag", "there is no flag --passphrase"],
  [["start"], "config/unknown-flag", "start"],
  [["--port"], "config/bad-value", "--port needs a value"],
])("refuses the flags %j", (flags, code, hint) => {
  expect(() => parseConfig({}, flags)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(hint) }),
  );
});

test.each([
  ["WARDBOOK_PORT", "0"],
  ["WARDBOOK_PORT", "65536"],
  ["WARDBOOK_PORT", "80a"],
  ["WARDBOOK_HOST", "http://here"],
  ["WARDBOOK_LOG_LEVEL", "loud"],
  ["WARDBOOK_PASSPHRASE", "short"],
  ["WARDBOOK_DATABASE_URL", "mysql://secret-user@host/db"],
  ["WARDBOOK_DATABASE_URL", "postgres://secret-user@host"],
])("says what %s takes instead of %s, without quoting it", (name, value) => {
  try {
    parseConfig({ [name]: value });
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ code: "config/bad-value", message: expect.stringMatching(`^${name} must`) });
    expect(inspect(error)).not.toContain("secret-user");
  }
});

test("backups want two places, of which neither holds the other", () => {
  const keys = { WARDBOOK_BACKUP_KEYS: "/mnt/safe/keys" };
  expect(parseConfig({}).backup).toBeUndefined();
  expect(parseConfig({ ...keys, WARDBOOK_BACKUP: "/mnt/data", WARDBOOK_BACKUP_MINUTES: "15" }).backup).toEqual({
    data: "/mnt/data",
    keys: "/mnt/safe/keys",
    everyMinutes: 15,
    tailSeconds: 60,
    drills: false,
  });
  const bucket = parseConfig({ ...keys, WARDBOOK_BACKUP: "s3://backups/hill?region=eu-west-1" }).backup;
  expect(bucket).toMatchObject({
    data: { bucket: "backups", retentionYears: 7 },
    everyMinutes: 60,
    tailSeconds: undefined,
  });
  const seconds = (given: string) =>
    parseConfig({ ...keys, WARDBOOK_BACKUP: "/mnt/data", WARDBOOK_BACKUP_SECONDS: given }).backup?.tailSeconds;
  expect([seconds("0"), seconds("10")]).toEqual([undefined, 10]);
  for (const wrong of [
    keys,
    { ...keys, WARDBOOK_BACKUP: "/mnt/safe" },
    { ...keys, WARDBOOK_BACKUP: "/mnt/safe/keys/data" },
    { ...keys, WARDBOOK_BACKUP: "/mnt/safe/keys" },
    { ...keys, WARDBOOK_BACKUP: "s3://backups" },
    { ...keys, WARDBOOK_BACKUP: "/mnt/data", WARDBOOK_BACKUP_MINUTES: "4" },
    { ...keys, WARDBOOK_BACKUP: "/mnt/data", WARDBOOK_BACKUP_SECONDS: "9" },
  ])
    expect(() => parseConfig(wrong)).toThrow("WARDBOOK_BACKUP");
});
