import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from "playwright-core";
import { chromiumDirectory } from "./unpack-chromium.ts";

declare global {
  /** Files of one worker share it: starting it takes as long as a short journey. */
  var wardbookTestBrowser: Promise<Browser> | undefined;
}

/** The headless Chromium that npm brought, as any user. For journeys; close it in `afterAll`: that ends what was opened through it. */
export async function launchBrowser(): Promise<Browser> {
  // A script's own ends with it.
  if (process.env["VITEST"] === undefined) return startBrowser();
  const known = await globalThis.wardbookTestBrowser?.catch(() => undefined);
  const shared = known?.isConnected() === true ? known : await (globalThis.wardbookTestBrowser = startBrowser());
  const opened: BrowserContext[] = [];
  return new Proxy(shared, {
    get(browser, name) {
      switch (name) {
        case "newContext":
          return async (options?: BrowserContextOptions) => {
            const context = await browser.newContext(options);
            opened.push(context);
            return context;
          };
        case "close":
          return async () => {
            await Promise.all(opened.map((context) => context.close()));
          };
        default: {
          const value: unknown = Reflect.get(browser, name);
          return typeof value === "function" ? (value as () => unknown).bind(browser) : value;
        }
      }
    },
  });
}

function startBrowser(): Promise<Browser> {
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
