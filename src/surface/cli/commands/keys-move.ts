import { existsSync } from "node:fs";
import { join } from "node:path";
import { Secret } from "../../../foundation/kernel/index.ts";
import { parseRootKeySetting } from "../../../foundation/platform/config/index.ts";
import { openNextKeeper } from "../../../custody/keyring/index.ts";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { UsageError } from "../usage-error.ts";

export const moveKeysCommand: Command = {
  name: "keys move",
  usage: "KEEPER",
  summary: "Have another keeper hold the root key: a file, Vault or OpenBao, AWS KMS, an HSM",
  details: [
    "KEEPER is what WARDBOOK_ROOT_KEY will be: file, transit:…, aws-kms:… or pkcs11:…. Reads the new keeper's secret from the standard input: a token, ROLE-ID:SECRET-ID, a PIN, or the passphrase of a new file; an empty line for none.",
    "Whatever the root key wraps is wrapped by both keepers and read again with each. From then on a start opens with either: change WARDBOOK_ROOT_KEY and its secret, restart every server, then run `wardbook keys moved`. Interrupted at any moment, a start opens with the present keeper; run it again.",
    "Until `keys moved`, make no organisation and rotate no root or organisation key. Servers that run go on.",
  ],
  flags: {},
  examples: ["wardbook keys move transit:https://vault.example:8200/transit/keys/wardbook < token.txt"],
  async run({ ports, terminal, words }) {
    const [text = ""] = words;
    const setting = parseRootKeySetting(text);
    if (setting === undefined || words.length > 1)
      throw new UsageError("say where to: file, transit:…, aws-kms:… or pkcs11:…, as WARDBOOK_ROOT_KEY takes it");
    return ports.withHouse(async (house) => {
      terminal.tell("The new keeper's secret, then Enter:");
      const line = await ports.readLine();
      const next = await openNextKeeper(
        setting,
        join(ports.dataDirectory, "keyring"),
        line === "" ? undefined : new Secret(line),
      );
      terminal.say(`The root key is ${await house.keys.moveRoot(next, `by hand: ${ports.user}`)}.`);
      terminal.tell(
        `Now set WARDBOOK_ROOT_KEY=${text} with its secret, restart every server, and run \`wardbook keys moved\`. A start opens with the old setting too until then.`,
      );
      return exitCode.done;
    });
  },
};

export const movedKeysCommand: Command = {
  name: "keys moved",
  usage: "",
  summary: "End a move of the root key: the keeper of before opens nothing any more",
  details: [
    "Under the new settings, once every server runs with them. Backups of before still need the keeper of before: the output says where its copy is and when to destroy it.",
  ],
  flags: {},
  examples: [],
  run: ({ ports, terminal }) =>
    ports.withHouse(async (house) => {
      terminal.say(`The root key is ${await house.keys.leaveOldKeeper(`by hand: ${ports.user}`)}.`);
      const file = join(ports.dataDirectory, "keyring", "root.key");
      if (house.rootKey.file === undefined && existsSync(file))
        terminal.tell(
          `The old file is still at ${file}: destroy it, and its copies, when the last backup from before this moment is gone. Nothing else needs it.`,
        );
      else
        terminal.tell(
          "The old key still is at its keeper of before: destroy it there when the last backup from before this moment is gone.",
        );
      return exitCode.done;
    }),
};
