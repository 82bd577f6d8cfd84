import { type AddressInfo, type Server, type Socket, createServer } from "node:net";

export interface TestMailServer {
  readonly port: number;
  /** What was taken, oldest first: envelope and message as they came. */
  readonly taken: readonly { readonly from: string; readonly to: string; readonly data: string }[];
  /** What it answers to the message's end; "250 taken" unless set. */
  answer(line: string): void;
  close(): Promise<void>;
}

/** A mail server that speaks just enough SMTP (RFC 5321), without TLS. */
export async function aMailServer(): Promise<TestMailServer> {
  const taken: { from: string; to: string; data: string }[] = [];
  const sockets = new Set<Socket>();
  let reply = "250 taken";
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    let from = "";
    let to = "";
    let data: string[] | undefined;
    let rest = "";
    const say = (line: string) => socket.write(`${line}\r\n`);
    say("220 wardbook.test");
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (chunk) => {
      rest += chunk.toString();
      for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data !== undefined) {
          if (line !== ".") data.push(line);
          else {
            if (reply.startsWith("250")) taken.push({ from, to, data: data.join("\n") });
            data = undefined;
            say(reply);
          }
        } else if (/^(EHLO|HELO)/i.test(line)) say("250 wardbook.test");
        else if (/^MAIL FROM:/i.test(line)) [from] = [line.slice(10), say("250 ok")];
        else if (/^RCPT TO:/i.test(line)) [to] = [line.slice(8), say("250 ok")];
        else if (/^DATA/i.test(line)) [data] = [[], say("354 go on")];
        else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
        else say("502 unknown");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    taken,
    answer: (line) => {
      reply = line;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
