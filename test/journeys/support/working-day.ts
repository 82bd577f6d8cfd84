import type { Browser } from "playwright-core";
import type { Serving } from "../../../src/serve.ts";
import { type Original, freshDatabase } from "../../support/database.ts";
import { enterBy, makeDesk, offsetAtWork, serveAtWork, shiftClock } from "../../support/demonstration-desk.ts";
import { freePort } from "../../support/free-port.ts";
import { originalOf } from "../../support/originals.ts";
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

const hourMilliseconds = 3_600_000;

/** The desk as it was an hour before: in no copy may time run backwards. */
function deskOriginal(): Promise<Original> {
  return originalOf(
    "desk",
    (serving) => makeDesk(serving, 1),
    (options) => serveAtWork(offsetAtWork() - hourMilliseconds, options),
  );
}

export async function aWorkingDay(): Promise<WorkingDay> {
  const database = await freshDatabase(await deskOriginal());
  const offset = offsetAtWork();
  const options = { dataDirectory: database.dataDirectory, port: await freePort(), database: database.owner };
  let serving = await serveAtWork(offset, options);
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
