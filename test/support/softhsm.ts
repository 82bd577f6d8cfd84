import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SoftHsm {
  readonly module: string;
  readonly pin: string;
  /** A token that nobody has used yet. @returns its label */
  token(): string;
  remove(): void;
}

const modules = [
  "/usr/lib/softhsm/libsofthsm2.so",
  "/usr/lib64/pkcs11/libsofthsm2.so",
  "/opt/homebrew/lib/softhsm/libsofthsm2.so",
];

/** SoftHSM with a directory of its own. @returns undefined where it isn't installed (Debian: softhsm2) */
export function softHsm(tokens = 10): SoftHsm | undefined {
  const module = modules.find((path) => existsSync(path));
  if (module === undefined) return undefined;
  const directory = mkdtempSync(join(tmpdir(), "wardbook-softhsm-"));
  mkdirSync(join(directory, "tokens"));
  const configuration = join(directory, "softhsm2.conf");
  writeFileSync(
    configuration,
    `directories.tokendir = ${join(directory, "tokens")}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  );
  // The library reads it when it is loaded into this process.
  process.env["SOFTHSM2_CONF"] = configuration;
  const pin = "739184";
  // A library that is loaded sees no tokens that are made later.
  const labels = Array.from({ length: tokens }, (_, n) => `wardbook-${n}`);
  for (const label of labels)
    execFileSync("softhsm2-util", ["--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", pin]);
  return {
    module,
    pin,
    token() {
      const label = labels.shift();
      if (label === undefined) throw new RangeError("make more tokens at the start");
      return label;
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
