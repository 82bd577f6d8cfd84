import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { inflate } from "@sparticuz/chromium";

const packageRoot = dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")));

/** Where the unpacked Chromium of this version lies: `chromium`, `fonts.conf`, and libraries that a bare machine
 *  lacks in `al2023/lib`. */
export function chromiumDirectory(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as { version: string };
  return join(dirname(dirname(packageRoot)), ".cache", `wardbook-chromium-${version}`);
}

/** Unpacks the Chromium that npm brought, once per machine. The package's own way shares /tmp with every version and
 *  every run, and hands out a file that another process is still writing. */
export async function setup(): Promise<void> {
  const target = chromiumDirectory();
  if (existsSync(target)) return;
  const draft = `${target}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  const temporary = process.env["TMPDIR"];
  process.env["TMPDIR"] = draft;
  try {
    for (const name of ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"]) {
      await inflate(join(packageRoot, "bin", name));
    }
  } finally {
    if (temporary === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = temporary;
  }
  writeFileSync(join(draft, "fonts.conf"), fontConfiguration(target));
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another run unpacked it at the same time.
    if (!existsSync(target)) throw error;
  }
}

function fontConfiguration(directory: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${directory}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${directory}/fonts-cache</cachedir>
</fontconfig>
`;
}
