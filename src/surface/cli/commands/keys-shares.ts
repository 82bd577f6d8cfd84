import { join } from "node:path";
import { Secret } from "../../../foundation/kernel/index.ts";
import { giveShare } from "../../../custody/keyring/index.ts";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { operatorEntry } from "../operator.ts";
import { CommandError, UsageError } from "../usage-error.ts";

function countOf(text: string | undefined, flag: string): number {
  if (text === undefined || !/^[0-9]{1,3}$/.test(text)) throw new UsageError(`--${flag} needs a number`);
  return Number(text);
}

export const splitCommand: Command = {
  name: "keys split",
  usage: "--shares NUMBER --threshold NUMBER",
  summary: "Seal the root key under a key that several people hold a share of",
  details: [
    "Prints the shares, once: give each holder one. As many as --threshold says bring the root key back; fewer tell nothing about it (Shamir's secret sharing). A passphrase that sealed the root key before is not asked for any more. Splitting again makes new shares, and the old ones are worth nothing.",
    "Only for a root key in a file. Copies of the file that were made before are sealed as they were: destroy them.",
    "A server that runs goes on. The next start waits until enough holders ran `wardbook keys unseal`.",
  ],
  flags: {
    shares: { placeholder: "NUMBER", meaning: "How many shares to make, 2 to 255." },
    threshold: { placeholder: "NUMBER", meaning: "How many of them are needed, 2 or more." },
  },
  examples: ["wardbook keys split --shares 5 --threshold 3"],
  run: ({ ports, terminal, flags }) => {
    const shares = countOf(flags["shares"], "shares");
    const threshold = countOf(flags["threshold"], "threshold");
    if (threshold < 2 || threshold > shares || shares > 255)
      throw new UsageError("of 2 to 255 shares, 2 or more must be needed, and no more than there are");
    return ports.withHouse(async (house) => {
      const { file } = house.rootKey;
      if (file === undefined)
        throw new CommandError(
          "cli/not-here",
          "the root key doesn't live in a file here: its keeper has ways of its own",
        );
      const made = await file.split(shares, threshold);
      for (const { tenant } of await house.identity.organisations.all())
        await house.ledger.witness(tenant, [
          {
            entry: operatorEntry(ports, "keys-rotated", `root key sealed under ${shares} shares, ${threshold} needed`),
          },
        ]);
      for (const share of made) terminal.say(share.expose());
      terminal.tell(
        `Give each line to one person, and keep none. ${threshold} of them are needed at every start; they are not shown again.`,
      );
      return exitCode.done;
    });
  },
};

export const unsealCommand: Command = {
  name: "keys unseal",
  usage: "",
  summary: "Give your share of the root key to a server that is starting",
  details: [
    "Reads the share from the standard input, so that it is neither in the shell's history nor in the list of processes. The server must be starting on this machine, under the same user.",
  ],
  flags: {},
  examples: ["wardbook keys unseal < /media/stick/share.txt"],
  async run({ ports, terminal }) {
    terminal.tell("Your share (it starts with wb1-), then Enter:");
    const answer = await giveShare(join(ports.dataDirectory, "keyring"), new Secret(await ports.readLine()));
    if (answer === "open") {
      terminal.say("That was the last one needed: the root key is open.");
      return exitCode.done;
    }
    terminal.say(answer);
    return answer.startsWith("the root key is sealed") ? exitCode.done : exitCode.failed;
  },
};
