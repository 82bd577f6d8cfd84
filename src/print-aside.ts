import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Printed, PrintedCard, PrintedDocument } from "../print/index.ts";
import { CodedError } from "./foundation/kernel/index.ts";

/** Why nothing was set. */
export class PrintError extends CodedError<"print/too-long"> {}

export type Print = (document: PrintedDocument | PrintedCard) => Promise<Printed>;

const longest = 20_000;
const idle = 60_000;
const memory = { maxOldGenerationSizeMb: 512 };

type Answer = { readonly printed: Printed } | { readonly error: unknown };

/** Sets documents on a thread of its own, one after another: scripts whose signs are shaped take seconds, in which the server has to answer
 *  others. The thread begins with the first document, ends when nobody wants another, and is ended where one takes too long. It keeps no
 *  process alive. @throws PrintError `print/too-long` */
export function printAside({ mostMilliseconds = longest }: { readonly mostMilliseconds?: number } = {}): Print {
  let worker: Worker | undefined;
  let resting: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function end(): void {
    void worker?.terminate();
    worker = undefined;
  }

  async function printNow(document: PrintedDocument | PrintedCard): Promise<Printed> {
    clearTimeout(resting);
    worker ??= new Worker(new URL("print-worker.ts", import.meta.url), { resourceLimits: memory });
    const done = new AbortController();
    try {
      const answer = await Promise.race([answerOf(worker, document), late(mostMilliseconds, done.signal)]);
      if ("error" in answer) throw answer.error;
      return answer.printed;
    } catch (error) {
      end();
      throw error;
    } finally {
      done.abort();
      worker?.unref();
      resting = setTimeout(end, idle).unref();
    }
  }

  return (document) => {
    const next = last.then(() => printNow(document));
    last = next.catch(() => undefined);
    return next;
  };
}

function answerOf(worker: Worker, document: PrintedDocument | PrintedCard): Promise<Answer> {
  worker.ref();
  return new Promise((resolve, reject) => {
    const settle = (work: () => void) => {
      for (const event of ["message", "error", "exit"]) worker.removeAllListeners(event);
      work();
    };
    worker.once("message", (answer: Answer) => settle(() => resolve(answer)));
    // Also where it takes more memory than it may.
    worker.once("error", (error: unknown) => settle(() => reject(isOutOfMemory(error) ? tooLong() : error)));
    worker.once("exit", () => settle(() => reject(tooLong())));
    worker.postMessage(document);
  });
}

async function late(milliseconds: number, signal: AbortSignal): Promise<never> {
  await sleep(milliseconds, undefined, { signal });
  throw tooLong();
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

function tooLong(): PrintError {
  return new PrintError("print/too-long", "this is more text than can be set at once");
}
