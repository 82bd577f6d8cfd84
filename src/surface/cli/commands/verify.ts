import { runVerifier } from "../../../verifier/index.ts";
import type { Command } from "../command.ts";

export const verifyFileCommand: Command = {
  name: "verify",
  usage: "FILE|DIRECTORY (--key KEY | --policy FILE) [--since OLD-CHECKPOINT]",
  summary: "Check a proof, or a copy of a whole ledger, as an outsider: offline, without this installation",
  details: [
    "FILE is a .tlog-proof, as people download it; DIRECTORY a copy of a ledger, as `wardbook ledger export` writes it. Everything is in one file, src/verifier/wardbook-verify.ts: whoever doesn't want to install Wardbook takes that file, reads it, and runs it with `node wardbook-verify.ts`.",
    "The key, or the policy that names it, must come from elsewhere than the file. Exit codes: 0 proven; 1 not proven; 2 nothing could be checked.",
  ],
  flags: {
    key: { placeholder: "KEY", meaning: "The ledger's verifier key, as `wardbook ledger state` prints it." },
    policy: {
      placeholder: "FILE",
      meaning: "Whom to believe: the ledger's key and which witnesses must have cosigned, as C2SP tlog-policy has it.",
    },
    since: {
      placeholder: "FILE",
      meaning: "A checkpoint from earlier, kept elsewhere: the ledger must still begin with what it counts.",
    },
  },
  examples: ['wardbook verify who-looked.tlog-proof --key "wardbook/0123456789abcdef+01234567+AbCd…"'],
  run: async ({ terminal, words, flags }) =>
    runVerifier(
      [
        ...words,
        ...Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`])),
      ],
      terminal.say,
    ),
};
