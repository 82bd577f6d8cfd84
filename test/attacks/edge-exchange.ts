import { type Socket, connect } from "node:net";

/** What came back, and whether the server closed by itself. */
export interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export function answerIn(text: string): Answer {
  const [head = "", ...body] = text.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0), headers, body: body.join("\r\n\r\n") };
}

/** Sends these bytes, one part after the other, and reads until the server closes. A status of 0: it closed without a word. */
export function exchange(origin: string, ...parts: readonly (string | Buffer)[]): Promise<Answer> {
  const { port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(Number(port), "127.0.0.1");
    const read: Buffer[] = [];
    const giveUp = setTimeout(() => {
      socket.destroy();
      reject(new Error("the server neither answered nor closed"));
    }, 20_000);
    socket.on("data", (data) => read.push(data));
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearTimeout(giveUp);
      resolve(answerIn(Buffer.concat(read).toString("latin1")));
    });
    for (const part of parts) socket.write(part);
  });
}

/** A request that asks the server to close afterwards. */
export function requestText(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  body = "",
): string {
  const all = {
    ...headers,
    connection: "close",
    ...(body === "" ? {} : { "content-length": String(Buffer.byteLength(body)) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `${method} ${target} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`;
}
