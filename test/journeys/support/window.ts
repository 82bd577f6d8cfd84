import { mkdirSync } from "node:fs";
import type { Browser, BrowserContext, BrowserContextOptions, ConsoleMessage, Page } from "playwright-core";
import { afterEach } from "vitest";

/** A browser window of somebody's own, and everything in it that ought not to happen. */
export interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Console errors, failures of scripts, breaches of the content security policy, and requests to another origin. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export interface WindowOptions extends BrowserContextOptions {
  /** Paths whose refusals belong to the journey: Chromium logs every answer of 400 and above, and none, as an error. */
  readonly refusals?: readonly RegExp[];
}

const picturesDirectory = ".tmp/journeys";
const open = new Set<Page>();

// Whoever mends a journey sees what stood on the screen when it failed.
afterEach(async ({ task }) => {
  if (task.result?.state !== "fail") return;
  mkdirSync(picturesDirectory, { recursive: true });
  for (const [number, page] of [...open].entries()) {
    await page
      .screenshot({
        path: `${picturesDirectory}/${task.name.replaceAll(/[^a-z0-9]+/gi, "-").slice(0, 80)}-${number}.png`,
        timeout: 5_000,
      })
      .catch(() => undefined);
  }
});

/** Asking who is signed in is refused while nobody is, and so is what goes on asking until it hears that the session has ended. */
const alwaysRefused = /^\/api\/(?:session|live|messages\/unread|tasks)$/;

/** Opens a window on an installation, in a browser context of its own. */
export async function openWindow(
  browser: Browser,
  origin: string,
  { refusals = [], ...options }: WindowOptions = {},
): Promise<Window> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    baseURL: origin,
    locale: "en-GB",
    timezoneId: "Europe/London",
    // What moves is drawn sixty times a second, by the processors that the server needs.
    reducedMotion: "reduce",
    ...options,
  });
  // Generous: it only costs time where something is broken.
  context.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  const expected = [alwaysRefused, ...refusals];
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      console.error(`policy breach: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol !== "blob:" && url.protocol !== "data:")
      complaints.push(`request to ${url.origin}`);
  });
  context.on("console", (message) => {
    if (message.type() === "error" && !isExpectedRefusal(message, expected))
      complaints.push(`console: ${message.text()} ${message.location().url}`);
  });
  context.on("weberror", (error) => complaints.push(`script: ${error.error().message}`));
  const page = await context.newPage();
  open.add(page);
  page.on("close", () => open.delete(page));
  return { context, page, complaints, close: () => context.close() };
}

function isExpectedRefusal(message: ConsoleMessage, expected: readonly RegExp[]): boolean {
  const { url } = message.location();
  return (
    message.text().startsWith("Failed to load resource") &&
    URL.canParse(url) &&
    expected.some((path) => path.test(new URL(url).pathname))
  );
}
