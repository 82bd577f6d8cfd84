import type pg from "pg";

/** What is copied comes in pieces of so much, small ones first; one that holds a longer row is longer. */
const leastBytes = 16 * 1024;
const mostBytes = 1024 * 1024;
/** So many lie in memory before the server is made to wait. */
const mostWaiting = 2;

interface Copying {
  state: "under way" | "ended" | "left";
  failure: { readonly error: unknown } | undefined;
  /** Tells whoever waits for the next piece. */
  tell(): void;
}

/** Runs a "copy … to stdout", and hands on what comes: no memory is taken for each row. Whoever stops before the end has the rest thrown away.
 *  @yields whole rows, in the form that the statement names; what that form begins and ends with is there as well. The memory of each piece is used again
 *  once the next is asked for */
export async function* copyOut(client: pg.PoolClient, text: string): AsyncGenerator<Buffer> {
  const copying: Copying = { state: "under way", failure: undefined, tell: () => undefined };
  const waiting: { readonly piece: Buffer; readonly filled: number }[] = [];
  const free: Buffer[] = [];
  let piece: Buffer = Buffer.alloc(0);
  let filled = 0;
  let nextBytes = leastBytes;
  const connection: { stream?: pg.Connection["stream"] } = {};

  function handOn(): void {
    if (filled > 0) waiting.push({ piece, filled });
    piece = Buffer.alloc(0);
    filled = 0;
    if (waiting.length >= mostWaiting) connection.stream?.pause();
    copying.tell();
  }

  // As the driver calls it.
  client.query({
    submit(to: pg.Connection) {
      connection.stream = to.stream;
      to.query(text);
    },
    handleCopyData({ chunk }: { readonly chunk: Buffer }) {
      if (copying.state === "left") return;
      if (filled + chunk.length > piece.length) {
        handOn();
        const place = free.findIndex(({ length }) => length >= chunk.length);
        const [found] = place < 0 ? [] : free.splice(place, 1);
        piece = found ?? Buffer.allocUnsafe(Math.max(chunk.length, nextBytes));
        nextBytes = Math.min(mostBytes, 4 * nextBytes);
      }
      // The driver uses the memory of its own again.
      filled += chunk.copy(piece, filled);
    },
    handleCommandComplete: () => undefined,
    handleReadyForQuery() {
      copying.state = "ended";
      handOn();
    },
    handleError(error: unknown) {
      copying.failure = { error };
      copying.tell();
    },
  });
  try {
    for (;;) {
      const next = waiting.shift();
      if (next !== undefined) {
        if (waiting.length < mostWaiting) connection.stream?.resume();
        yield next.piece.subarray(0, next.filled);
        // One that a long row had needed is let go.
        if (next.piece.length <= mostBytes) free.push(next.piece);
      } else if (copying.failure !== undefined) throw copying.failure.error;
      else if (copying.state === "ended") return;
      else await new Promise<void>((resolve) => (copying.tell = resolve));
    }
  } finally {
    if (copying.state === "under way") copying.state = "left";
    connection.stream?.resume();
  }
}
