import { afterAll } from "vitest";
import { compose } from "../../src/compose.ts";
import type { House } from "../../src/house.ts";
import type { Clock } from "../../src/foundation/kernel/index.ts";
import { type TestMailServer, aMailServer } from "../../src/foundation/platform/mail/testing/mail-server.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { quickPasswords } from "./quick-passwords.ts";

/** An installation that nobody serves, and a mail server that takes all it sends. */
export interface ComposedHouse {
  readonly house: House;
  readonly database: FreshDatabase;
  readonly mail: TestMailServer;
  /** What its log was told as errors, oldest first. */
  readonly failures: readonly unknown[];
}

/** Call it once per test file, at the top: it ends with the file. */
export async function aComposedHouse(now: Clock): Promise<ComposedHouse> {
  const database = await freshDatabase();
  const mail = await aMailServer();
  const failures: unknown[] = [];
  const house = await compose({
    dataDirectory: database.dataDirectory,
    owner: database.owner,
    passphrase: undefined,
    now,
    publicOrigin: "https://wardbook.test",
    mail: {
      host: "127.0.0.1",
      port: mail.port,
      encryption: "none",
      user: undefined,
      password: undefined,
      from: "wardbook@wardbook.test",
    },
    instead: { passwordCost: quickPasswords },
    log: { info: () => undefined, warn: () => undefined, error: (error) => failures.push(error) },
  });
  afterAll(async () => {
    await house.close();
    await mail.close();
    await database.drop();
  });
  return { house, database, mail, failures };
}
