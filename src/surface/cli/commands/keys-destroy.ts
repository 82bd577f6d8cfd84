import { parseResourceId } from "../../../foundation/kernel/index.ts";
import { chooseOrganisation, organisationFlag } from "../choose-organisation.ts";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { proveTwoOfficers } from "../prove-officers.ts";
import { UsageError } from "../usage-error.ts";

const whyFlag = {
  why: { placeholder: "TEXT", meaning: "The reason, for the ledger and the certificate. Name nobody in it." },
} as const;

function reasonIn(flags: Readonly<Record<string, string | undefined>>): string {
  const why = flags["why"]?.trim();
  if (why === undefined || why.length < 5 || why.length > 200)
    throw new UsageError("say why, in 5 to 200 letters: --why TEXT");
  return why;
}

export const destroyPatientCommand: Command = {
  name: "keys destroy-patient",
  usage: "ID --why TEXT --sure ID --officer USERNAME --second USERNAME [--organisation SHORT-NAME]",
  summary: "Destroy a patient's keys: the record can't be read by anybody any more",
  details: [
    "There is no way back. Whether the law lets you, or asks you to keep the record, this command doesn't ask: decide that first. Where it can, an erasure or an appraisal in the browser does this with the law's rules, and keeps what must stay.",
    "Two different people who may decide what is destroyed (permission `retention.manage`) agree here, each with password and app code, read from the standard input. Whoever runs the command can't do it alone. Their names are in the ledger and in the certificate.",
    "Every wrapped copy of the key in this database goes, with the bodies, search rows and drafts under it; every process forgets it within a second. The ledger tells of it and stays verifiable. The certificate that is printed says where a last copy may be (backups, the keeper of the root key) and when it dies: keep it.",
  ],
  flags: {
    ...organisationFlag,
    ...whyFlag,
    sure: { placeholder: "ID", meaning: "The patient's id once more." },
    officer: { placeholder: "USERNAME", meaning: "Who agrees." },
    second: { placeholder: "USERNAME", meaning: "Who agrees as well: somebody else." },
  },
  examples: [],
  run: ({ ports, terminal, words, flags }) => {
    const [id] = words;
    if (id === undefined || words.length > 1) throw new UsageError("say whose keys: the patient's id");
    if (flags["sure"] !== id) throw new UsageError("say it twice: --sure with the same id");
    const subject = parseResourceId(id);
    const why = reasonIn(flags);
    return ports.withHouse(async (house) => {
      const organisation = await chooseOrganisation(house, flags["organisation"]);
      const agreed = await proveTwoOfficers({ ports, terminal, house, organisation }, [
        flags["officer"],
        flags["second"],
      ]);
      const said = `${why}, by ${ports.user}, agreed by ${agreed}`;
      const { certificate } = await house.keys.destroyPatient(organisation.tenant, subject, said);
      terminal.say(certificate.trimEnd());
      return exitCode.done;
    });
  },
};

export const destroyOrganisationCommand: Command = {
  name: "keys destroy-organisation",
  usage: "SHORT-NAME --why TEXT --sure SHORT-NAME",
  summary: "Destroy every key of an organisation: nothing of it can be read by anybody any more",
  details: [
    "There is no way back. The last checkpoint of its ledger, which covers the entry that tells of this, is in the certificate that is printed: keep it, with the verifier key that `wardbook ledger state` printed before.",
  ],
  flags: { ...whyFlag, sure: { placeholder: "SHORT-NAME", meaning: "The organisation's short name once more." } },
  examples: [],
  run: ({ ports, terminal, words, flags }) => {
    const [shortName] = words;
    if (shortName === undefined || words.length > 1) throw new UsageError("say which organisation: its short name");
    if (flags["sure"] !== shortName) throw new UsageError("say it twice: --sure with the same short name");
    const why = reasonIn(flags);
    return ports.withHouse(async (house) => {
      const { tenant } = await chooseOrganisation(house, shortName);
      const { certificate } = await house.keys.destroyTenant(tenant, `${why}, by ${ports.user}`);
      terminal.say(certificate.trimEnd());
      return exitCode.done;
    });
  },
};

export const certificatesCommand: Command = {
  name: "keys certificates",
  usage: "",
  summary: "Certificates of the keys that were destroyed here",
  details: [],
  flags: {},
  examples: [],
  run: ({ ports, terminal }) =>
    ports.withHouse(async (house) => {
      for (const { certificate } of await house.keys.destructions()) terminal.say(`${certificate.trimEnd()}\n`);
      return exitCode.done;
    }),
};
