import { budgetedRoutes, organisationBudgets } from "../../../../contract/index.ts";
import { changeRequestBudgets, listRequestBudgets } from "../../http/edge/index.ts";
import { organisationFlag } from "../choose-organisation.ts";
import type { Command } from "../command.ts";
import { inOrganisation } from "../in-organisation.ts";
import { operator } from "../operator.ts";
import { parseWords } from "../parse-words.ts";
import { budgetsIn, requestFlags } from "../request-flags.ts";
import { table } from "../terminal.ts";

export const organisationRequests: Command = {
  name: "organisation requests",
  usage: "[--fhir-requests NUMBER] [--api-requests NUMBER] [--file-requests NUMBER] [--organisation SHORT-NAME]",
  summary: "How many requests a minute an organisation may make, and change it",
  details: [
    "All its people and programs together. Without a number, shows what is in force and what could be; a change holds in every server process within a second.",
  ],
  flags: { ...requestFlags, ...organisationFlag },
  examples: ["wardbook organisation requests --fhir-requests 600000 --organisation riverside"],
  run: ({ ports, terminal, flags }) =>
    inOrganisation({ ports, flags }, async (house, { tenant }) => {
      const { settings } = house.identity;
      const named = budgetsIn(flags);
      if (named !== undefined)
        await changeRequestBudgets(settings, { actor: operator(ports), tenant }, (before) => {
          const set = Object.entries({ ...before, ...named }).filter(([, limit]) => limit !== null);
          return parseWords(organisationBudgets, Object.fromEntries(set));
        });
      const budgets = await listRequestBudgets(settings, tenant);
      const rows = budgetedRoutes.map((routes) => {
        const { limit, usual, least, most } = budgets[routes];
        return [routes, ...[limit, usual, least, most].map(String)];
      });
      for (const line of table([["REQUESTS TO", "A MINUTE", "USUAL", "LEAST", "MOST"], ...rows])) terminal.say(line);
    }),
};
