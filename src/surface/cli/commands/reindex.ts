import { chooseOrganisations, organisationsFlag } from "../choose-organisation.ts";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { operatorEntry } from "../operator.ts";
import { count } from "../terminal.ts";

export const reindexCommand: Command = {
  name: "reindex",
  usage: "[--organisation SHORT-NAME]",
  summary: "Build the search index anew from the records",
  details: [
    "Needed after an upgrade that says so. The server may run meanwhile: searches go on, and what people write wins over the rebuild. It can be stopped and run again.",
  ],
  flags: organisationsFlag,
  examples: [],
  run: ({ ports, terminal, flags }) =>
    ports.withHouse(async (house) => {
      for (const { tenant, name } of await chooseOrganisations(house, flags["organisation"])) {
        const line = terminal.progress();
        const began = ports.now();
        let last = { done: 0, total: 0, removed: 0 };
        try {
          for await (const progress of house.reindex(tenant)) {
            last = progress;
            const perSecond = progress.done / Math.max(0.001, (ports.now() - began) / 1000);
            line.update({
              label: `Indexing ${name}`,
              ...progress,
              perSecond,
              secondsLeft: (progress.total - progress.done) / Math.max(1, perSecond),
            });
            if (ports.stop.aborted) break;
          }
        } finally {
          line.end();
        }
        if (ports.stop.aborted) {
          terminal.tell("Stopped. The index works as before, but is not all new: run it again.");
          return exitCode.failed;
        }
        await house.ledger.witness(tenant, [
          { entry: operatorEntry(ports, "organisation", `built the search index anew: ${last.done} resources`) },
        ]);
        const removed = last.removed === 0 ? "" : `; ${count(last.removed)} rows without a record were removed`;
        terminal.say(`${name}: ${count(last.done)} resources indexed${removed}.`);
      }
      return exitCode.done;
    }),
};
