import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

/** Hears what is told on one channel. Whoever stops waits for what was under way. */
export interface Listening {
  stop(): Promise<void>;
}

/** Between two tries to listen again. */
const retryMilliseconds = 250;

/**
 * Listens over a connection of its own, for as long as it takes: one that is lost is made anew.
 * @param channel a plain name
 * @param heard told what was said, and nothing at all where something may have been said that nobody heard: while there is no
 *   connection at each try, and once there is one again
 */
export function listen(
  open: () => pg.Client,
  channel: string,
  heard: (told: string | undefined) => void,
  onFailure: (error: unknown) => void,
): Listening {
  let stopped = false;
  const stopping = new AbortController();
  let current: pg.Client | undefined;

  async function hear(): Promise<void> {
    const client = open();
    const lost = new Promise<void>((resolve) => client.once("end", () => resolve()));
    client.on("error", () => void client.end().catch(() => undefined));
    client.on("notification", ({ channel: of, payload }) => {
      if (of === channel) heard(payload ?? "");
    });
    current = client;
    try {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
      // What was said before this moment was said to nobody here.
      heard(undefined);
      await lost;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async function hearOn(): Promise<void> {
    while (!stopped) {
      try {
        await hear();
      } catch (error) {
        if (!stopped) onFailure(error);
      }
      if (stopped) return;
      heard(undefined);
      await sleep(retryMilliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  const hearing = hearOn();
  return {
    async stop() {
      stopped = true;
      stopping.abort();
      await current?.end().catch(() => undefined);
      await hearing;
    },
  };
}
