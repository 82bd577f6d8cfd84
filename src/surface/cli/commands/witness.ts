import { resolve } from "node:path";
import { type Conflict, formatVerifierKey, openWitness, witnessFiles } from "../../../custody/ledger/index.ts";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const witnessCommand: Command = {
  name: "witness",
  usage: "--directory DIRECTORY --name NAME --logs FILE [--listen HOST:PORT]",
  summary: "Be a witness of other ledgers: cosign what goes on from what was cosigned before",
  details: [
    "A small server of its own, which needs no installation here: run it on another machine, or at least as another user, who trusts the ledger's keeper no more than needed. It answers C2SP tlog-witness's add-checkpoint, with signatures of Ed25519 and ML-DSA-44, and remembers the newest checkpoint of each log before a signature leaves.",
    "It prints its verifier keys, for the policies of whoever relies on it. When a log shows it a tree that doesn't go on from the one it knows, it says so on the error output and keeps both checkpoints under DIRECTORY/evidence.",
    "What it says is signed, so that nobody can change it on the way; put a proxy with TLS in front of it where nobody shall see it either. One process for each directory.",
  ],
  flags: {
    directory: { placeholder: "DIRECTORY", meaning: "Where its key and its memory lie; made at the first start." },
    name: {
      placeholder: "NAME",
      meaning: "How it signs, such as witness.example/w1. Its keys hold for this name alone.",
    },
    logs: {
      placeholder: "FILE",
      meaning: "The ledgers it is a witness of: a verifier key on each line, or the `policy` that a ledger publishes.",
    },
    listen: { placeholder: "HOST:PORT", meaning: "Where to listen; 127.0.0.1:8090 unless it is said." },
  },
  examples: ["wardbook witness --directory /var/lib/witness --name witness.example/w1 --logs hill-clinic.policy"],
  async run({ ports, terminal, flags }) {
    const { directory, name, logs, listen = "127.0.0.1:8090" } = flags;
    const [, host = "", port = ""] = /^(.+):(\d{1,5})$/.exec(listen) ?? [];
    if (directory === undefined || name === undefined || logs === undefined)
      throw new UsageError("a witness needs --directory, --name and --logs");
    if (host === "" || Number(port) > 65_535) throw new UsageError("--listen takes HOST:PORT, such as 127.0.0.1:8090");
    const { serveWitness, witnessHome } = await import("../../witness/index.ts");
    const home = await witnessHome(resolve(directory), name, resolve(logs));
    const witness = openWitness({
      record: witnessFiles(home.directory),
      logs: home.logs,
      signers: home.signers,
      now: ports.now,
      onConflict: (conflict) => tellConflict(terminal, conflict),
    });
    const served = await serveWitness({
      witness,
      host: host.replace(/^\[|\]$/g, ""),
      port: Number(port),
      onFailure: (error) => terminal.tell(`A checkpoint could not be answered: ${String(error)}`),
    });
    for (const { verifier } of home.signers) terminal.say(`verifier key  ${formatVerifierKey(verifier)}`);
    for (const log of home.logs) terminal.say(`witness of    ${log.name}`);
    terminal.say(`Witness is ready: http://${host}:${served.port}`);
    await new Promise<void>((stopped) => {
      if (ports.stop.aborted) stopped();
      ports.stop.addEventListener("abort", () => stopped());
    });
    await served.close();
    return exitCode.done;
  },
};

function tellConflict({ tell, paint }: Terminal, { origin, what, knownSize, offeredSize, evidence }: Conflict): void {
  const said = {
    forked: `signed two different trees of ${offeredSize} entries`,
    "rolled-back": `was shown with ${offeredSize} entries, after it had ${knownSize}: somebody sent an old checkpoint, or entries are gone`,
    unproven: `was shown with ${offeredSize} entries, without a proof that they go on from the ${knownSize} known ones`,
  }[what];
  const kept = evidence === undefined ? "" : ` Both checkpoints: ${evidence}`;
  tell(`${paint.bad("NOT COSIGNED")}: ${origin} ${said}.${kept}`);
}
