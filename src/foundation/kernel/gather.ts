/** Joins calls of one moment into one: while a flush is under way, new items wait and then go together.
 *  `flush` answers one result per item, in order; if it throws, every waiting call gets that error. */
export function gather<Item, Result>(
  flush: (items: readonly Item[]) => Promise<readonly Result[]>,
  limits: { readonly mostTogether: number; readonly mostInFlight: number },
): (item: Item) => Promise<Result> {
  type Waiting = { item: Item; resolve: (result: Result) => void; reject: (reason: unknown) => void };
  let waiting: Waiting[] = [];
  let inFlight = 0;
  let scheduled = false;

  async function send(batch: readonly Waiting[]): Promise<void> {
    inFlight += 1;
    try {
      const results = await flush(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        if (index < results.length) resolve(results[index] as Result);
        else reject(new Error("flush answered too few results"));
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      inFlight -= 1;
      start();
    }
  }

  function start(): void {
    while (waiting.length > 0 && inFlight < limits.mostInFlight) {
      const batch = waiting.slice(0, limits.mostTogether);
      waiting = waiting.slice(limits.mostTogether);
      void send(batch);
    }
  }

  return (item) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (scheduled) return;
      scheduled = true;
      // After the current turn's I/O callbacks, so that requests which arrived together travel together.
      setImmediate(() => {
        scheduled = false;
        start();
      });
    });
}
