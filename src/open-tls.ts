import { join } from "node:path";
import type { Server as HttpServer } from "node:http";
import type { Server as HttpsServer } from "node:https";
import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "./foundation/kernel/index.ts";
import type { TlsSetting } from "./foundation/platform/config/index.ts";
import { type PemPair, followFiles, keepTrialCertificate, readCertificate } from "./foundation/platform/tls/index.ts";

export interface OpenTlsOptions {
  readonly dataDirectory: string;
  readonly host: string;
  readonly publicOrigin: string;
  readonly now: Clock;
  readonly log: FastifyBaseLogger;
}

export interface OpenedTls {
  readonly inUse: PemPair;
  /** Takes up new certificates while serving. @returns what ends it */
  follow(server: HttpServer | HttpsServer, everyMilliseconds?: number): () => void;
}

/** Where a trial's certificate is kept. */
export function trialFiles(dataDirectory: string): { readonly certificate: string; readonly key: string } {
  return { certificate: join(dataDirectory, "tls", "trial.pem"), key: join(dataDirectory, "tls", "trial-key.pem") };
}

/** The certificate to begin with. @returns undefined when TLS is not ours @throws TlsError */
export async function openTls(setting: TlsSetting, options: OpenTlsOptions): Promise<OpenedTls | undefined> {
  const { now, log } = options;
  switch (setting.kind) {
    case "off":
      return undefined;
    case "self-signed": {
      const inUse = await keepTrialCertificate(trialFiles(options.dataDirectory), namesOf(options), now());
      return { inUse, follow: () => () => undefined };
    }
    case "files": {
      const inUse = await readCertificate(setting, now());
      const follow: OpenedTls["follow"] = (server, everyMilliseconds) =>
        followFiles(inUse, {
          files: setting,
          now,
          ...(everyMilliseconds === undefined ? {} : { everyMilliseconds }),
          onChange({ certificate, key }) {
            if ("setSecureContext" in server && typeof server.setSecureContext === "function")
              server.setSecureContext({ cert: certificate, key, minVersion: "TLSv1.3" });
            log.info("a new certificate is in use");
          },
          onFault: (err) => log.error({ err }, "the new certificate can't be used; the old one stays"),
        }).stop;
      return { inUse, follow };
    }
  }
}

function namesOf({ host, publicOrigin }: OpenTlsOptions): readonly string[] {
  const name = new URL(publicOrigin).hostname.replace(/^\[|\]$/g, "");
  const listening = ["0.0.0.0", "::"].includes(host) ? [] : [host];
  return [...new Set([name, ...listening])];
}
