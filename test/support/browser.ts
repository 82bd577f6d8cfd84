import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { chromiumDirectory } from "./unpack-chromium.ts";

/** Starts the headless Chromium that npm brought, as any user. For journeys; close it in `afterAll`. */
export function launchBrowser(): Promise<Browser> {
  const directory = chromiumDirectory();
  const executablePath = join(directory, "chromium");
  const args = ["--no-zygote", "--disable-dev-shm-usage", "--font-render-hinting=none", "--disable-gpu"];
  // Painting in software is many times faster than emulating a graphics card in software: a blurred page stalls that.
  // Chromium's own sandbox needs a helper that is setuid root, or user namespaces, and refuses to run as root.
  return chromium.launch({
    executablePath,
    args: [...args, "--no-sandbox"],
    env: { ...definedEnvironment(), FONTCONFIG_FILE: join(directory, "fonts.conf"), ...libraryPath(executablePath) },
  });
}

/** On a machine that lacks libraries Chromium needs, those that the package carries. */
function libraryPath(executablePath: string): { readonly LD_LIBRARY_PATH?: string } {
  const { stdout } = spawnSync("ldd", [executablePath], { encoding: "utf8" });
  if (stdout !== null && stdout !== "" && !stdout.includes("not found")) return {};
  return { LD_LIBRARY_PATH: join(chromiumDirectory(), "al2023", "lib") };
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
