import type { Picks } from "../picks.ts";
import { oneOf } from "../random.ts";
import type { Ask } from "../world.ts";
import { type Asks, askAt } from "./ask-at.ts";
import { billingAttempts, billingQuestions } from "./billing.ts";
import { officersAttempts, officersQuestions } from "./officers.ts";
import { messageAttempts, messageQuestions } from "./messages.ts";
import { noteAttempts, noteQuestions } from "./notes.ts";
import { policyAttempts, policyQuestions } from "./policy.ts";
import { receptionAttempts, receptionQuestions, reportQuestions } from "./reception.ts";
import { schedulingAttempts, schedulingQuestions } from "./scheduling.ts";
import { spendingAttempts, spendingQuestions } from "./spending.ts";

/** By what a house does: each is asked as often as any other, however many routes it has. */
const questions: readonly Asks[] = [
  schedulingQuestions,
  billingQuestions,
  spendingQuestions,
  messageQuestions,
  noteQuestions,
  receptionQuestions,
  reportQuestions,
  policyQuestions,
  officersQuestions,
];
const attempts: readonly Asks[] = [
  schedulingAttempts,
  schedulingAttempts,
  billingAttempts,
  billingAttempts,
  spendingAttempts,
  messageAttempts,
  noteAttempts,
  receptionAttempts,
  policyAttempts,
  officersAttempts,
];

function oneFrom(areas: readonly Asks[], picks: Picks): Ask {
  const area = oneOf(picks.random, areas);
  const route = oneOf(picks.random, Object.keys(area));
  return askAt(route, area[route]?.(picks) ?? {});
}

/** A question at a route of the house's own that changes nothing. */
export const aHouseQuestion = (picks: Picks): Ask => oneFrom(questions, picks);
/** What somebody does there, or tries to. */
export const aHouseAttempt = (picks: Picks): Ask => oneFrom(attempts, picks);

/** Every route that is asked in two worlds. */
export const routesAsked: readonly string[] = [
  ...new Set([...questions, ...attempts].flatMap((asks) => Object.keys(asks))),
];
