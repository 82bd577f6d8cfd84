import { unlink } from "node:fs/promises";
import { createConnection, createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Secret } from "../../../foundation/kernel/index.ts";
import { KeyringError } from "./keyring-error.ts";

// A start that lacks shares waits for them at a socket in the keyring's directory, which only its owner can enter. Holders come one
// after the other, each with a share; nothing of a share is written anywhere.

const doorOf = (directory: string) => join(directory, "unseal.socket");
const longestLine = 200;

/** Tries to open with the shares there are, and with each one that comes, until that works.
 *  @param attempt throws KeyringError `keyring/shares-needed` or `keyring/bad-share` while it doesn't */
export async function openWithShares<T>(
  directory: string,
  given: readonly Secret<string>[],
  attempt: (shares: readonly Secret<string>[]) => Promise<T>,
  onWaiting: (message: string) => void,
): Promise<T> {
  let shares = [...given];
  try {
    return await attempt(shares);
  } catch (error) {
    if (!(error instanceof KeyringError && error.code === "keyring/shares-needed")) throw error;
    onWaiting(error.message);
  }
  const door = doorOf(directory);
  await unlink(door).catch(() => undefined);
  return new Promise((opened, failed) => {
    const server = createServer((visitor) => {
      visitor.on("error", () => undefined);
      const lines = createInterface({ input: visitor });
      lines.on("line", (line) => void take(line.slice(0, longestLine)).then((answer) => visitor.end(`${answer}\n`)));
    });
    let turn: Promise<unknown> = Promise.resolve();
    // One share at a time, so that two holders who come together are counted one after the other.
    function take(line: string): Promise<string> {
      const next = turn.then(() => consider(line));
      turn = next;
      return next;
    }
    async function consider(line: string): Promise<string> {
      const tried = [...shares, new Secret(line)];
      try {
        const result = await attempt(tried);
        server.close();
        await unlink(door).catch(() => undefined);
        opened(result);
        return "open";
      } catch (error) {
        if (!(error instanceof KeyringError)) {
          server.close();
          failed(error instanceof Error ? error : new Error("opening the root key failed"));
          return "failed";
        }
        if (error.code === "keyring/shares-needed") shares = tried;
        return error.message;
      }
    }
    server.on("error", failed);
    server.listen(door);
  });
}

/** Gives one share to the start that waits in this directory. @returns what it answers: "open" at the last one
 *  @throws KeyringError `keyring/provider-unavailable` when nothing waits there */
export function giveShare(directory: string, share: Secret<string>): Promise<string> {
  return new Promise((answered, refused) => {
    const visitor = createConnection(doorOf(directory));
    let answer = "";
    visitor.setEncoding("utf8");
    visitor.on("connect", () => visitor.write(`${share.expose().trim()}\n`));
    visitor.on("data", (text: string) => (answer += text));
    visitor.on("end", () => answered(answer.trim()));
    visitor.on("error", (cause) =>
      refused(
        new KeyringError("keyring/provider-unavailable", "nothing waits for shares here: is the server starting?", {
          cause,
        }),
      ),
    );
  });
}
