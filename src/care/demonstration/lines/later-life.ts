import { take, whenNeeded } from "../catalogue/medicines.ts";
import { type ConditionLine, step } from "./condition-line.ts";

/** Conditions that the care home meets more than the clinic. Their sentences are for the doctor's weekly round. */
export const laterLifeLines: readonly ConditionLine[] = [
  {
    condition: "alzheimers",
    visit: "Memory review",
    burden: [],
    regimens: [
      [
        step(20, take("donepezil", "5 mg", [5, "mg"], "night")),
        step(70, take("donepezil", "10 mg", [10, "mg"], "night"), [["heartRate", -2]], "donepezil"),
      ],
      [step(30, take("memantine", "10 mg", [10, "mg"], "morning"))],
    ],
    watchedBy: [],
    found: ["Two years of lost words and repeated questions; the memory clinic confirmed Alzheimer's disease."],
    well: [
      "Settled and content at the table, follows a conversation about <past>.",
      "Eats with prompting. Recognises <visitor>.",
      "No side effects from the tablet that staff can see.",
    ],
    unwell: [
      "More muddled in the evenings, looking for <their> mother.",
      "Up and dressed at three in the morning twice this week.",
      "Pushed the cup away and struck out at care on Sunday; no infection found.",
    ],
    plan: [
      "Non-drug approach first: same faces, <music>, a walk before tea.",
      "Tablet continued while <they> still gets something from it.",
    ],
    changes: ["Pain chart for a week, in case it is pain that speaks."],
  },
  {
    condition: "dementia",
    visit: "Memory review",
    burden: [],
    regimens: [[]],
    watchedBy: [],
    found: ["Stepwise loss of memory over several years. Scan showed old small-vessel change."],
    well: [
      "Calm, sings along with <music>.",
      "Accepts care from people <they> knows.",
      "Best interests meeting notes are in the folder; <visitor> agrees with the plan.",
    ],
    unwell: ["Restless at dusk, tries the garden door.", "Refused breakfast and medicines twice this week."],
    plan: [
      "Life-story book on the table at handover.",
      "One-to-one company from four to six in the afternoon.",
      "Urine and bowels checked before anything else is blamed.",
    ],
  },
  {
    condition: "parkinsons",
    visit: "Parkinson’s review",
    burden: [
      ["weight", -2],
      ["systolic", -5],
    ],
    regimens: [
      [step(14, take("coCareldopa", "25 mg/100 mg", [1, "tablet"], "four", { advice: "exactly on time" }))],
      [step(14, take("coCareldopa", "12.5 mg/50 mg", [1, "tablet"], "thrice", { advice: "exactly on time" }))],
    ],
    watchedBy: [],
    found: ["Tremor at rest, small handwriting, slow turn. The specialist agreed on Parkinson's disease."],
    well: [
      "Walks to the dining room with the frame and turns in four steps.",
      "Hands steadier within half an hour of each dose.",
      "No hallucinations; sleeps through.",
    ],
    unwell: [
      "Freezes in the doorway of the bathroom; one near fall.",
      "Wears off before the next dose and can't lift the spoon.",
      "Saw children at the foot of the bed, not frightened by them.",
    ],
    plan: ["Doses on time to the minute: it matters more than breakfast.", "Lying and standing pressure this week."],
    changes: ["Letter to the Parkinson's nurse about the timing.", "Speech therapist to watch a meal."],
  },
  {
    condition: "constipation",
    visit: "Bowels",
    burden: [],
    regimens: [
      [step(0, take("macrogol", "one sachet", [1, "sachet"], "morning", { advice: "in a glass of water" }))],
      [step(0, take("senna", "7.5 mg", [15, "mg"], "night"))],
    ],
    watchedBy: [],
    found: ["Five days without a motion, abdomen soft, stool felt on the left."],
    well: ["Bowels open most days, chart up to date."],
    unwell: ["Three days without, straining and off food."],
    plan: ["Prunes, water, and the commode after breakfast.", "Halve it if loose."],
  },
  {
    condition: "hearingLoss",
    visit: "Hearing",
    burden: [],
    regimens: [[]],
    watchedBy: [],
    found: ["Television loud for a year; hearing test showed loss in both ears. Two aids fitted."],
    well: ["Wears both aids till teatime.", "Drums clear of wax."],
    unwell: ["Left aid whistles and lives in the drawer.", "Wax again on the right."],
    plan: [
      "Batteries changed on the first of the month.",
      "Olive oil for a week, then look again.",
      "Speak from the front, in good light.",
    ],
  },
  {
    condition: "kneeOsteoarthritis",
    visit: "Knee pain",
    burden: [],
    regimens: [
      [step(0, take("paracetamol", "500 mg", [1000, "mg"], "four"))],
      [step(0, whenNeeded("paracetamol", "500 mg", [1000, "mg"], "knee pain", 4000))],
    ],
    watchedBy: [],
    found: ["Knees creak and ache on stairs, stiff for ten minutes in the morning. X-ray shows wear."],
    well: ["Manages the length of the corridor; pain 2 out of 10 on rising.", "Knees cool, no swelling."],
    unwell: ["Right knee swollen since the weekend, reluctant to stand.", "Cries out when turned to that side."],
    plan: [
      "Regular paracetamol rather than when it hurts.",
      "Chair raised; sit-to-stands with one carer, five times, twice a day.",
      "Warm pack before the morning wash.",
    ],
  },
  {
    condition: "hipOsteoarthritis",
    visit: "Hip pain",
    burden: [],
    regimens: [[step(0, take("paracetamol", "500 mg", [1000, "mg"], "thrice"))]],
    watchedBy: [],
    found: ["Groin pain on walking, can't reach the foot to tie a lace. X-ray shows worn hip."],
    well: ["Walks with the stick in the other hand, as shown.", "Sleeps on the good side."],
    unwell: ["Limps by the afternoon, groin sore at night."],
    plan: ["Paracetamol regularly. Long-handled shoehorn found.", "Gentle swings at the rail."],
  },
];
