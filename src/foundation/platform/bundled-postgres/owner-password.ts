import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { Secret } from "../../kernel/index.ts";
import { BundledPostgresError } from "./bundled-postgres-error.ts";
import type { Layout } from "./layout.ts";

/** The database owner's password: made at the first start, kept in a file that only its owner reads.
 *  @throws BundledPostgresError `bundled-postgres/no-password` */
export function readOrMakePassword(layout: Layout): Secret<string> {
  if (existsSync(layout.passwordFile)) {
    const text = readFileSync(layout.passwordFile, "utf8").trim();
    // Cut short by a crash before anything used it: make it anew, unless a cluster already relies on it.
    if (text.length === 43) return new Secret(text);
  }
  if (existsSync(layout.cluster)) {
    throw new BundledPostgresError(
      "bundled-postgres/no-password",
      `${layout.passwordFile} is missing or damaged: restore it from where you keep this directory's copy`,
    );
  }
  const password = randomBytes(32).toString("base64url");
  const file = openSync(layout.passwordFile, "w", 0o600);
  try {
    writeSync(file, `${password}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return new Secret(password);
}
