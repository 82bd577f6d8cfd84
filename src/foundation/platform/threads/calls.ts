import type { Transferable } from "node:worker_threads";
import { CodedError } from "../../kernel/index.ts";

/** What either end of a line between two threads offers the other: calls that are answered. */
export type Offer = Readonly<Record<string, (...args: never[]) => unknown>>;

/** One end of a line: a Worker, or the port that leads back from it. */
export interface Line {
  postMessage(message: unknown, transfer?: readonly Transferable[]): void;
  on(event: "message", listen: (message: unknown) => void): unknown;
}

export interface Calls<Far extends Offer> {
  /** Rejects as the other end does; a CodedError keeps its code, by `revive`. Bytes arrive as Buffers. */
  call<Name extends keyof Far & string>(
    name: Name,
    ...args: Parameters<Far[Name]>
  ): Promise<Awaited<ReturnType<Far[Name]>>>;
  /** Calls, and waits for no answer. @param transfer buffers that this end needs no more: they aren't copied */
  tell<Name extends keyof Far & string>(
    name: Name,
    args: Parameters<Far[Name]>,
    transfer?: readonly Transferable[],
  ): void;
  /** No answer comes any more: every waiting call gets the reason, and so does every later one. */
  end(reason: Error): void;
}

type Message =
  | { readonly kind: "call"; readonly id: number | undefined; readonly name: string; readonly args: readonly unknown[] }
  | { readonly kind: "answer"; readonly id: number; readonly value: unknown }
  | { readonly kind: "refusal"; readonly id: number; readonly code: string | undefined; readonly message: string };

/** Joins two threads by calls. Arguments and answers are cloned, so they are plain values and bytes. An answer that is bytes of its own
 *  (a Uint8Array, no Buffer) is moved: no copy of it stays behind.
 *  @param offer what the other end may call here
 *  @param revive makes the error that a refusal stands for */
export function joinThreads<Far extends Offer>(
  line: Line,
  offer: Offer,
  revive: (code: string | undefined, message: string) => Error = plainError,
): Calls<Far> {
  const waiting = new Map<number, { resolve(value: never): void; reject(reason: Error): void }>();
  let nextId = 0;
  let ended: Error | undefined;

  async function answer({ id, name, args }: Extract<Message, { kind: "call" }>): Promise<void> {
    const called = offer[name] as ((...args: unknown[]) => unknown) | undefined;
    try {
      if (called === undefined) throw new Error(`nobody answers to ${name}`);
      const value = await called(...(withBuffers(args) as unknown[]));
      if (id !== undefined) line.postMessage({ kind: "answer", id, value } satisfies Message, movable(value));
    } catch (error) {
      // Who waits for no answer says by other means what went wrong.
      if (id === undefined) return;
      const code = error instanceof CodedError ? error.code : undefined;
      const message = error instanceof Error ? error.message : String(error);
      line.postMessage({ kind: "refusal", id, code, message } satisfies Message);
    }
  }

  line.on("message", (received) => {
    const message = received as Message;
    if (message.kind === "call") {
      void answer(message);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === "answer") call?.resolve(withBuffers(message.value) as never);
    else call?.reject(revive(message.code, message.message));
  });

  return {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) {
          reject(ended);
          return;
        }
        nextId += 1;
        waiting.set(nextId, { resolve, reject });
        line.postMessage({ kind: "call", id: nextId, name, args } satisfies Message);
      }),
    tell(name, args, transfer) {
      if (ended === undefined)
        line.postMessage({ kind: "call", id: undefined, name, args } satisfies Message, transfer);
    },
    end(reason) {
      ended = reason;
      for (const { reject } of waiting.values()) reject(reason);
      waiting.clear();
    },
  };
}

function movable(value: unknown): ArrayBuffer[] {
  const isOwn = value instanceof Uint8Array && !Buffer.isBuffer(value) && value.buffer instanceof ArrayBuffer;
  return isOwn ? [value.buffer] : [];
}

function plainError(code: string | undefined, message: string): Error {
  return code === undefined ? new Error(message) : new CodedError(code, message);
}

/** A clone has plain byte arrays where there were Buffers. */
function withBuffers(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (Array.isArray(value)) return value.map(withBuffers);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withBuffers(item)]));
}
