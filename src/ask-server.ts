import { existsSync, readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Config } from "./foundation/platform/config/index.ts";
import { trialFiles } from "./open-tls.ts";

const patienceMilliseconds = 5_000;

/** Asks the server of this installation where it listens, past any proxy: under its public name, and trusting just its own trial
 *  certificate where it has one. @param address such as "https://records.example/api/state" */
export function askServer(config: Config, address: string): Promise<{ readonly ok: boolean }> {
  const { host: name, hostname, pathname } = new URL(address);
  const { tls, port, dataDirectory } = config;
  const trial = trialFiles(dataDirectory).certificate;
  const ca = tls.kind === "self-signed" && existsSync(trial) ? { ca: readFileSync(trial) } : {};
  const host = config.host === "0.0.0.0" ? "127.0.0.1" : config.host === "::" ? "::1" : config.host;
  const options = {
    host,
    port,
    path: pathname,
    headers: { host: name },
    servername: hostname.replace(/^\[|\]$/g, ""),
    agent: false,
    timeout: patienceMilliseconds,
    ...ca,
  };
  return new Promise((resolve, reject) => {
    const asked = (tls.kind === "off" ? httpRequest : httpsRequest)(options, (answer) => {
      answer.resume();
      resolve({ ok: answer.statusCode === 200 });
    });
    asked.once("timeout", () => asked.destroy(new Error("no answer in time")));
    asked.once("error", reject);
    asked.end();
  });
}
