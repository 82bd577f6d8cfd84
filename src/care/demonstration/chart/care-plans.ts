import type { Reference } from "../bundle.ts";
import { type Day, dateText } from "../calendar.ts";
import { coding, snomed } from "../codes.ts";
import { say } from "../grammar.ts";
import { home } from "../organisation.ts";
import { type CareProvider, providersOf } from "../staff.ts";
import { actor, type Chart, refer } from "./chart.ts";

/** A need that the home plans for: what is to be reached, and what is done every day to reach it. */
interface PlannedNeed {
  readonly title: string;
  readonly goal: string;
  readonly activities: readonly string[];
}

const plannedNeeds = {
  falls: {
    title: "Falls prevention",
    goal: "Walks to <outing> with <aid> without a fall for three months",
    activities: [
      "Sensor mat on at night and tested at handover",
      "<Aid> within reach, shoes not slippers",
      "Balance exercises with the group on Tuesdays and Fridays",
      "Lying and standing blood pressure monthly",
    ],
  },
  nutrition: {
    title: "Eating and drinking",
    goal: "Weight kept within 1 kg of today’s, and 1,200 ml or more to drink a day",
    activities: [
      "Fortified milkshake at eleven and three",
      "Weighed weekly, before breakfast",
      "<Food> once a week, as <they> likes it",
      "Sits beside <friend> at meals",
    ],
  },
  skin: {
    title: "Skin care",
    goal: "Skin stays whole at heels, hips and sacrum",
    activities: [
      "Skin looked at during each wash and written on the body map",
      "Pressure cushion in the chair, heels floated in bed",
      "Changes position every two hours by day, four by night",
      "Emollient morning and night",
    ],
  },
  memory: {
    title: "Living well with memory loss",
    goal: "Calm and occupied between four and seven in the afternoon on most days",
    activities: [
      "<Music> and <comfort> before tea",
      "Same two carers for bathing",
      "Life-story book kept up with <visitor>",
      "Signs and photograph on the door of the room",
    ],
  },
  movement: {
    title: "Moving well with Parkinson’s",
    goal: "Every dose within ten minutes of its time, and two walks a day",
    activities: [
      "Doses on time, whatever else is going on",
      "Counts aloud through doorways",
      "Weighted cutlery and a lidded cup",
      "Voice practice at elevenses",
    ],
  },
  breathing: {
    title: "Breathing",
    goal: "Walks to <outing> with no more than one rest",
    activities: [
      "Inhalers with the spacer, technique watched weekly",
      "Saturation weekly, and when unwell",
      "Rests planned between washing and breakfast",
      "Flu and pneumonia vaccination kept up",
    ],
  },
  comfort: {
    title: "Comfort and dignity",
    goal: "Free of pain and distress, in <their> own room with <visitor> near",
    activities: [
      "Comfort checked every hour and mouth care given",
      "Medicines for comfort ready in the cupboard",
      "<Music> low, lamp on, <comfort> in the hand",
      "<Visitor> called at any hour",
    ],
  },
} as const satisfies Readonly<Record<string, PlannedNeed>>;

export type NeedKey = keyof typeof plannedNeeds;

/** The people around a resident. */
export function addCareTeam(chart: Chart, from: Day, keyWorker: CareProvider): Reference {
  const members = [...providersOf("care-home-nurse"), keyWorker];
  return chart.bundle.add("CareTeam", {
    status: chart.person.death === undefined ? "active" : "inactive",
    name: `Team around ${chart.words["name"] ?? "the resident"}`,
    subject: refer(chart.subject),
    period: {
      start: dateText(from),
      end: chart.person.death === undefined ? undefined : dateText(chart.person.death.day),
    },
    participant: members.map((member) => ({
      role: [{ text: member === keyWorker ? "Key worker" : member.jobTitle }],
      member: actor(member),
    })),
    managingOrganization: [refer(home)],
  });
}

/** One plan with its goal. */
export function addCarePlan(chart: Chart, key: NeedKey, from: Day, author: CareProvider, team: Reference): void {
  const need: PlannedNeed = plannedNeeds[key];
  const words = (text: string): string => say(text, chart.words, chart.random);
  const ended = chart.person.death !== undefined;
  const goal = chart.bundle.add("Goal", {
    lifecycleStatus: ended ? "cancelled" : "active",
    description: { text: words(need.goal) },
    subject: refer(chart.subject),
    startDate: dateText(from),
    expressedBy: actor(author),
  });
  chart.bundle.add("CarePlan", {
    status: ended ? "revoked" : "active",
    intent: "plan",
    category: [{ coding: [coding(snomed, "734163000", "Care plan")] }],
    title: need.title,
    subject: refer(chart.subject),
    period: {
      start: dateText(from),
      end: ended && chart.person.death !== undefined ? dateText(chart.person.death.day) : undefined,
    },
    created: dateText(from),
    author: actor(author),
    careTeam: [refer(team)],
    goal: [refer(goal)],
    activity: need.activities.map((activity) => ({
      detail: { status: ended ? "stopped" : "in-progress", description: words(activity) },
    })),
  });
}

/** What the flags of residents say. */
export const notForResuscitation = {
  text: "Not for resuscitation (DNACPR)",
  snomed: "304253006",
  display: "Not for resuscitation",
} as const;
export const fallsRisk = { text: "At risk of falls", snomed: "129839007", display: "At risk for falls" } as const;
