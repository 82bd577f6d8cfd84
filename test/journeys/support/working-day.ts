import type { Browser } from "playwright-core";
import type { Serving } from "../../../src/serve.ts";
import { freshDatabase } from "../../support/database.ts";
import { enterBy, makeDesk, offsetAtWork, serveAtWork, shiftClock } from "../../support/demonstration-desk.ts";
import { freePort } from "../../support/free-port.ts";
import { type Window, type WindowOptions, openWindow } from "./window.ts";

/** The demonstration's desk on a working morning, at whatever hour its tests run. */
export interface WorkingDay {
  readonly origin: string;
  serving(): Serving;
  stop(): Promise<void>;
  /** Serves again what was stopped: same database, same data directory, same port, same clock. */
  serveAgain(): Promise<void>;
  /** A window whose clock is the server's, with somebody of the demonstration signed in. */
  enter(browser: Browser, name: string, options?: WindowOptions): Promise<Window>;
  end(): Promise<void>;
}

export async function aWorkingDay(): Promise<WorkingDay> {
  const database = await freshDatabase();
  const offset = offsetAtWork();
  const options = { dataDirectory: database.dataDirectory, port: await freePort(), database: database.owner };
  let serving = await serveAtWork(offset, options);
  await makeDesk(serving, 1);
  const { origin } = serving;
  return {
    origin,
    serving: () => serving,
    stop: () => serving.stop(),
    async serveAgain() {
      serving = await serveAtWork(offset, options);
    },
    async enter(browser, name, windowOptions) {
      const window = await openWindow(browser, origin, windowOptions);
      await window.context.addInitScript(shiftClock, offset);
      await enterBy(window.page, name);
      return window;
    },
    async end() {
      await serving.stop();
      await database.drop();
    },
  };
}
