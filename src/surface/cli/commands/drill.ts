import { mostDrilled } from "../../../custody/ledger/index.ts";
import { chooseOrganisations, organisationsFlag } from "../choose-organisation.ts";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { operatorEntry } from "../operator.ts";
import { count } from "../terminal.ts";

export const drillCommand: Command = {
  name: "ledger drill",
  usage: "[--organisation SHORT-NAME]",
  summary: "Spoil a copy of the ledger in every way that is known, and see that each is noticed",
  details: [
    `Copies the ledger (its first ${count(mostDrilled)} entries, where it is longer) to memory and a temporary folder, continues the copy with made-up entries, and shows it to a witness of the drill's own. Then each manipulation is tried on a copy of that copy: in the tables, in the public files, in a downloaded proof, and with the organisation's keys at hand. For each it says which check objected: the one of "ledger verify", the server before it publishes, "verify" of a copy or a proof, or the witness.`,
    "The untouched copy must pass every check. The exit code is 1 when it doesn't, or when a manipulation passes all of them. The ledger itself is only read, but for the entry that says that there was a drill.",
  ],
  flags: organisationsFlag,
  examples: [],
  run: ({ ports, terminal, flags }) =>
    ports.withHouse(async (house) => {
      let code: number = exitCode.done;
      for (const { tenant, name } of await chooseOrganisations(house, flags["organisation"])) {
        terminal.say(terminal.paint.strong(name));
        let [tried, noticed, isQuiet] = [0, 0, true];
        for await (const { what, isManipulation, detections, isRight } of house.drill(tenant)) {
          if (ports.stop.aborted) return exitCode.failed;
          const mark = isRight ? terminal.paint.good("ok ") : terminal.paint.bad("BAD");
          terminal.say(`${mark} ${what}`);
          for (const { by, said } of detections) terminal.say(`      ${by}: ${said}`);
          if (detections.length === 0)
            terminal.say(`      ${isManipulation ? "NOTHING NOTICED IT" : "passes every check"}`);
          if (!isManipulation) isQuiet &&= isRight;
          else {
            tried += 1;
            noticed += isRight ? 1 : 0;
          }
        }
        const result = `${noticed} of ${tried} manipulations noticed, the untouched copy ${isQuiet ? "sound" : "NOT SOUND"}`;
        terminal.say(`${name}: ${result}.`);
        await house.ledger.witness(tenant, [{ entry: operatorEntry(ports, "verify", `tamper drill: ${result}`) }]);
        if (noticed < tried || !isQuiet) code = exitCode.failed;
      }
      return code;
    }),
};
