import { dayOf } from "../../../assurance/retention/index.ts";
import { chooseOrganisation, organisationFlag } from "../choose-organisation.ts";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { retentionOperator } from "../operator.ts";
import { count } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const retentionQueueCommand: Command = {
  name: "retention queue",
  usage: "[--fill] [--over] [--organisation SHORT-NAME]",
  summary: "List the patients' records whose periods are over, and what was decided of each",
  details: [
    "With --fill it goes through every record first, puts into the queue what is due as a whole, and takes out what isn't any more. Named people decide in the browser: to destroy (a second person approves, and signs), to keep longer, or that an archive has it. At most 200 are listed, the oldest first. After them comes what had to stay of erased records and is over: no period and no hold keeps it any more, and two people end it in the browser, under Retention.",
  ],
  flags: {
    fill: { placeholder: "", meaning: "Put into the queue what is due, first." },
    over: { placeholder: "", meaning: "List what is over instead: what was destroyed, and what isn't due any more." },
    ...organisationFlag,
  },
  examples: ["wardbook retention queue --fill"],
  run: ({ ports, terminal, flags }) =>
    ports.withHouse(async (house) => {
      const { tenant, name } = await chooseOrganisation(house, flags["organisation"]);
      const caller = retentionOperator(ports, tenant);
      if (flags["fill"] !== undefined) {
        const line = terminal.progress();
        try {
          for await (const { done, total, queued } of house.retention.plan(caller, { queue: true })) {
            line.update({ label: "Looking through records", done, total });
            if (queued !== undefined)
              terminal.say(`${count(queued.queued)} put into the queue, ${count(queued.gone)} taken out`);
            if (ports.stop.aborted) return exitCode.failed;
          }
        } finally {
          line.end();
        }
      }
      terminal.say(terminal.paint.strong(name));
      const list = await house.retention.appraisals.list(caller, flags["over"] === undefined ? "open" : "over");
      if (list.length === 0) terminal.say("no record of a patient waits");
      for (const { id, patient, state, until, words } of list) {
        const day = until === undefined ? "" : ` until ${dayOf(until)}`;
        const why = words === undefined ? terminal.paint.bad("altered in the database") : words.due.words;
        terminal.say(`${id}  Patient/${patient}  ${state}${day}  ${why}`);
      }
      if (flags["over"] === undefined)
        for (const { erasure, patient, records } of await house.retainedOver(tenant)) {
          const names = records.map(({ facts }) => facts?.fate.record ?? "").join(", ");
          terminal.say(`${erasure}  Patient/${patient}  kept of an erasure, over  ${names}`);
        }
      return exitCode.done;
    }),
};

export const retentionCertificateCommand: Command = {
  name: "retention certificate",
  usage: "APPRAISAL-ID [--json] [--organisation SHORT-NAME]",
  summary: "The certificate of a record's destruction: what went, by which rule, who decided, when the last copy dies",
  details: [
    "A signed note for people, which names the SHA-256 of the certificate in JSON. Its key is the ledger's, which `wardbook ledger state` prints.",
  ],
  flags: { json: { placeholder: "", meaning: "The certificate as JSON." }, ...organisationFlag },
  examples: [],
  run: ({ ports, terminal, words, flags }) => {
    const [id] = words;
    if (id === undefined || words.length > 1 || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
      throw new UsageError("say which: the appraisal's id");
    return ports.withHouse(async (house) => {
      const { tenant } = await chooseOrganisation(house, flags["organisation"]);
      const { json, note } = await house.retention.appraisals.certificate(retentionOperator(ports, tenant), id);
      terminal.say(flags["json"] === undefined ? note.trimEnd() : json);
      return exitCode.done;
    });
  },
};
