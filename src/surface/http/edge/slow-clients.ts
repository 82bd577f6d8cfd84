import type { Server } from "node:http";
import type { Socket } from "node:net";
import { sourceBlock } from "../../../custody/identity/index.ts";
import { type Trusts, isThisMachine } from "./trusted-proxies.ts";

export interface ConnectionLimits {
  /** Seconds in which the headers must have come. */
  readonly headersSeconds: number;
  /** Seconds in which a request must have come whole. */
  readonly requestSeconds: number;
  /** Seconds that a connection without a request stays open. */
  readonly idleSeconds: number;
  /** How often connections are looked at. */
  readonly lookSeconds: number;
  /** Bytes per second that a body must bring, on average between two looks. */
  readonly leastReceived: number;
  /** Looks in a row at which a body may come too slowly. */
  readonly patience: number;
  /** Bytes per second at which an answer must be taken, on average from its beginning, */
  readonly leastTaken: number;
  /** after this many seconds that everybody gets. */
  readonly takingSeconds: number;
  readonly mostConnections: number;
  readonly mostPerAddress: number;
  /** Requests on one connection, so that it doesn't stay for ever at one of several servers. */
  readonly mostRequests: number;
}

export const usualConnectionLimits: ConnectionLimits = {
  headersSeconds: 15,
  requestSeconds: 120,
  idleSeconds: 72,
  lookSeconds: 5,
  leastReceived: 512,
  patience: 3,
  leastTaken: 64 * 1024,
  takingSeconds: 30,
  mostConnections: 10_000,
  mostPerAddress: 2_000,
  mostRequests: 100_000,
};

export interface ConnectionPorts {
  readonly limits: ConnectionLimits;
  /** Declared proxies: all the world comes through them. */
  readonly trusts: Trusts | undefined;
  /** False where nobody here does TLS: then only a declared proxy and this machine may come in. */
  readonly isEncrypted: boolean;
}

interface Watched {
  read: number;
  /** Requests whose body is coming. */
  receiving: number;
  slowLooks: number;
  sendingLooks: number;
}

/** Keeps connections from being taken up by clients that are too many, or slow on purpose.
 *  @returns what ends the watch */
export function limitConnections(server: Server, { limits, trusts, isEncrypted }: ConnectionPorts): () => void {
  server.maxConnections = limits.mostConnections;
  const counts = new Map<string, number>();
  const watched = new Map<Socket, Watched>();

  server.on("connection", (socket: Socket) => {
    const address = socket.remoteAddress ?? "";
    const isProxy = trusts?.(address) === true;
    const network = sourceBlock(address);
    const count = counts.get(network) ?? 0;
    const isWelcome = isEncrypted || isProxy || isThisMachine(address);
    if (!isWelcome || (count >= limits.mostPerAddress && !isProxy)) {
      socket.destroy();
      return;
    }
    counts.set(network, count + 1);
    socket.once("close", () => {
      const left = (counts.get(network) ?? 1) - 1;
      if (left === 0) counts.delete(network);
      else counts.set(network, left);
    });
  });

  server.on(isEncrypted ? "secureConnection" : "connection", (socket: Socket) => {
    watched.set(socket, { read: 0, receiving: 0, slowLooks: 0, sendingLooks: 0 });
    socket.once("close", () => watched.delete(socket));
  });

  server.on("request", (request, reply) => {
    const { "content-length": length, "transfer-encoding": encoding } = request.headers;
    if ((length === undefined || length === "0") && encoding === undefined) return;
    const state = watched.get(request.socket);
    if (state === undefined) return;
    state.receiving += 1;
    let isOver = false;
    const over = () => {
      if (!isOver) state.receiving -= 1;
      isOver = true;
    };
    request.once("end", over);
    reply.once("close", over);
  });

  const timer = setInterval(() => {
    for (const [socket, state] of watched) if (isTooSlow(socket, state, limits)) socket.destroy();
  }, limits.lookSeconds * 1000);
  timer.unref();
  return () => clearInterval(timer);
}

function isTooSlow(socket: Socket, state: Watched, limits: ConnectionLimits): boolean {
  const received = socket.bytesRead - state.read;
  state.read = socket.bytesRead;
  const isSlow = state.receiving > 0 && received < limits.leastReceived * limits.lookSeconds;
  state.slowLooks = isSlow ? state.slowLooks + 1 : 0;
  state.sendingLooks = socket.writableLength > 0 ? state.sendingLooks + 1 : 0;
  const allowedSeconds = limits.takingSeconds + socket.writableLength / limits.leastTaken;
  return state.slowLooks >= limits.patience || state.sendingLooks * limits.lookSeconds > allowedSeconds;
}
