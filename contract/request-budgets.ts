import { z } from "zod";

/** Kinds of address whose budgets can be set: the FHIR API, the web app's own, and files that come in. */
export const budgetedRoutes = ["fhir", "api", "transfer"] as const;
export type BudgetedRoutes = (typeof budgetedRoutes)[number];

interface Bounds {
  readonly least: number;
  readonly most: number;
}

/**
 * Requests a minute that an organisation may give itself. At the most twice the usual, so that none takes the server from the others;
 * at least as many as one person has, so that who set too few can set more.
 */
export const organisationBudgetBounds: Readonly<Record<BudgetedRoutes, Bounds>> = {
  fhir: { least: 6_000, most: 3_600_000 },
  api: { least: 6_000, most: 1_200_000 },
  transfer: { least: 60, most: 2_400 },
};

/** Requests a minute that one program may have: down to one in a second, or one file in ten. */
export const clientBudgetBounds: Readonly<Record<BudgetedRoutes, Bounds>> = {
  fhir: { least: 60, most: 1_800_000 },
  api: { least: 60, most: 120_000 },
  transfer: { least: 6, most: 1_200 },
};

function within({ least, most }: Bounds) {
  const words = `must be a whole number of requests a minute, from ${least} to ${most}`;
  return z.number({ error: words }).int(words).min(least, words).max(most, words);
}

const ofOrganisation = organisationBudgetBounds;
/** `PUT /api/settings/requests` — permission `policies.manage`, step-up. Replaces them; what is absent is as usual. */
export const organisationBudgets = z.strictObject({
  fhir: within(ofOrganisation.fhir).optional(),
  api: within(ofOrganisation.api).optional(),
  transfer: within(ofOrganisation.transfer).optional(),
});
export type OrganisationBudgets = z.infer<typeof organisationBudgets>;

const ofClient = clientBudgetBounds;
/** Of one program or app. What is absent is as usual. */
export const clientBudgets = z.strictObject({
  fhir: within(ofClient.fhir).optional(),
  api: within(ofClient.api).optional(),
  transfer: within(ofClient.transfer).optional(),
});
/** What is absent stays; `null` is as usual again. */
export const clientBudgetsChange = z.strictObject({
  fhir: within(ofClient.fhir).nullable().optional(),
  api: within(ofClient.api).nullable().optional(),
  transfer: within(ofClient.transfer).nullable().optional(),
});

const budget = z.object({
  /** In force. */
  limit: z.number().int(),
  usual: z.number().int(),
  least: z.number().int(),
  most: z.number().int(),
  /** No more than so many were made in the present minute; absent where it isn't known. */
  used: z.number().int().optional(),
});
/** `GET /api/settings/requests` — permission `policies.manage`: requests a minute of the whole organisation. `PUT` answers it too.
 *  `GET /api/clients/:id/requests` — permission `clients.manage`: those of one program or app. */
export const requestBudgetList = z.object({ fhir: budget, api: budget, transfer: budget });
export type RequestBudgetList = z.infer<typeof requestBudgetList>;
