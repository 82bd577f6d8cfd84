import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What a fake of somebody's protocol does to those who ask, besides answering. */
export interface Trouble {
  /** Answers with this status, so many times. */
  status?: { readonly code: number; readonly times: number } | undefined;
  /** Doesn't answer before so many milliseconds. */
  delayMilliseconds?: number | undefined;
  /** Closes the connection instead of answering. */
  hangsUp?: boolean | undefined;
}

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
  readonly body: unknown;
}

export interface FakeServer {
  readonly address: string;
  readonly trouble: Trouble;
  readonly requests: readonly FakeRequest[];
  close(): Promise<void>;
}

/** An HTTP server on this machine that speaks somebody's protocol, as far as `answer` knows it. */
export async function fakeServer(
  answer: (request: FakeRequest) => { readonly status: number; readonly body: unknown },
  troubled: (status: number) => unknown = () => ({}),
): Promise<FakeServer> {
  const trouble: Trouble = {};
  const requests: FakeRequest[] = [];
  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of incoming) text += String(chunk);
    const { method = "GET", url = "/", headers } = incoming;
    const request = { method, path: url, headers, text, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
    requests.push(request);
    if (trouble.delayMilliseconds !== undefined) await new Promise((go) => setTimeout(go, trouble.delayMilliseconds));
    if (trouble.hangsUp === true) return void incoming.socket.destroy();
    const { status } = trouble;
    const troubles = status !== undefined && status.times > 0;
    if (status !== undefined && troubles) trouble.status = { ...status, times: status.times - 1 };
    const said =
      status !== undefined && troubles ? { status: status.code, body: troubled(status.code) } : answer(request);
    response.writeHead(said.status, { "content-type": "application/json" });
    response.end(said.body === undefined ? undefined : JSON.stringify(said.body));
  }
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    trouble,
    requests,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
