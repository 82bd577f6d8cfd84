import { take, whenNeeded } from "../catalogue/medicines.ts";
import { type ConditionLine, step } from "./condition-line.ts";

const salbutamol = whenNeeded("salbutamol", "100 micrograms per puff", [2, "puff"], "wheeze or breathlessness", 8);
const metformin = (dose: number): ReturnType<typeof take> =>
  take("metformin", "500 mg", [dose, "mg"], "twice", { advice: "with food" });
const levothyroxine = (dose: number): ReturnType<typeof take> =>
  take("levothyroxine", `${dose} micrograms`, [dose, "micrograms"], "morning", {
    advice: "half an hour before breakfast",
  });

export const chestAndHormoneLines: readonly ConditionLine[] = [
  {
    condition: "type2Diabetes",
    visit: "Diabetes review",
    burden: [
      ["hba1c", 2.6],
      ["triglycerides", 45],
      ["weight", 3],
    ],
    regimens: [
      [
        step(20, metformin(500), [["hba1c", -0.9]]),
        step(
          150,
          metformin(1000),
          [
            ["hba1c", -0.6],
            ["weight", -1.5],
          ],
          "metformin",
        ),
      ],
      [
        step(14, metformin(500), [["hba1c", -0.8]]),
        step(120, metformin(1000), [["hba1c", -0.5]], "metformin"),
        step(400, take("sitagliptin", "100 mg", [100, "mg"], "morning"), [["hba1c", -0.6]]),
      ],
      [
        step(14, metformin(1000), [["hba1c", -1.1]]),
        step(300, take("gliclazide", "80 mg", [80, "mg"], "twice", { advice: "with meals" }), [
          ["hba1c", -0.8],
          ["weight", 1],
        ]),
      ],
    ],
    control: ["hba1c", 0, 7.4],
    watchedBy: ["hba1c", "renal", "lipids"],
    found: [
      "Thirsty and up three times at night for a month. HbA1c well into the diabetic range on two samples.",
      "Found on the bloods sent for tiredness; <they> was shocked, as nobody in the family has it.",
      "Feet: pulses good, feeling intact to the filament at all ten points.",
    ],
    well: [
      "Feet checked: warm, pulses felt, no broken skin, filament felt throughout.",
      "Has learned to read labels and cooks the <food> with half the rice.",
      "No hypos. Eye screening letter says no retinopathy.",
      "Walks after the evening meal most days with <companion>.",
    ],
    unwell: [
      "Sugars have run high since the steroids for the shoulder in the spring.",
      "The metformin upsets the stomach and <they> has dropped to one tablet a day.",
      "Missed the eye screening again because of work.",
      "Fasting and feasting in the holiday month threw the pattern; no hypos but several readings in the teens.",
    ],
    plan: [
      "HbA1c again in {three|six} months; foot check yearly.",
      "Eye screening number given again, and written on the fridge sheet.",
    ],
    changes: [
      "Change to taking metformin in the middle of the meal, not before it.",
      "Referred to the weekend food-and-diabetes course.",
    ],
  },
  {
    condition: "prediabetes",
    visit: "Blood sugar review",
    burden: [
      ["hba1c", 0.8],
      ["weight", 2],
    ],
    regimens: [[]],
    watchedBy: ["hba1c"],
    found: [
      "HbA1c just above normal on a routine sample. No symptoms. We talked about what it means and what it doesn't.",
    ],
    well: [
      "Has lost a belt hole since the spring by giving up the second helping.",
      "Swims on Mondays with <companion>. Feels better for it.",
    ],
    unwell: [
      "Weight is back where it started; long shifts and vending machines.",
      "Finds it hard to take seriously while <they> feels fine.",
    ],
    plan: [
      "HbA1c once a year.",
      "Place on the prevention course offered and accepted.",
      "No tablets. Aim for half an hour of brisk walking, five days out of seven.",
    ],
  },
  {
    condition: "hypothyroidism",
    visit: "Thyroid review",
    burden: [
      ["tsh", 10.5],
      ["heartRate", -5],
      ["weight", 2.5],
    ],
    regimens: [
      [
        step(7, levothyroxine(50), [
          ["tsh", -6.5],
          ["heartRate", 3],
        ]),
        step(
          90,
          levothyroxine(75),
          [
            ["tsh", -3.4],
            ["weight", -1],
          ],
          "levothyroxine",
        ),
      ],
      [step(7, levothyroxine(100), [["tsh", -10]])],
    ],
    control: ["tsh", 0.4, 4.4],
    watchedBy: ["thyroid"],
    found: [
      "Cold, slow and constipated all winter, hair thinning. TSH clearly raised.",
      "<Their> mother had a goitre, so the result was no great surprise to <them>.",
    ],
    well: [
      "Energy is back and the skin less dry.",
      "Takes the tablet at the bedside at six, well before the coffee.",
      "TSH now within the range.",
    ],
    unwell: [
      "Takes it together with the calcium tablets at breakfast; separated them from today.",
      "Sluggish again over {two|three} months and heavier by a few pounds.",
    ],
    plan: [
      "TSH in {eight weeks|a year}.",
      "Dose unchanged; nothing else at the same time of the morning.",
      "Ring if there are palpitations or weight falls without trying.",
    ],
  },
  {
    condition: "asthma",
    visit: "Asthma review",
    burden: [
      ["respiratoryRate", 0.8],
      ["oxygen", -0.6],
    ],
    regimens: [
      [
        step(0, salbutamol),
        step(
          3,
          take("beclometasone", "100 micrograms per puff", [2, "puff"], "twice", {
            advice: "rinse the mouth afterwards",
          }),
          [["oxygen", 0.5]],
        ),
      ],
    ],
    watchedBy: [],
    found: [
      "Wheeze with colds and a night cough for two winters; peak flow varied by a quarter over a fortnight's diary.",
    ],
    well: [
      "Blue inhaler used once in the last month, before running.",
      "No night waking. Technique watched: slow breath in, good seal.",
      "Peak flow 92 % of <their> best.",
      "Chest clear, talking in whole sentences.",
    ],
    unwell: [
      "Reaching for the blue inhaler four or five times a week since the damp set in at the flat.",
      "Wakes coughing about two nights a week; the brown inhaler has lain in the drawer.",
      "A neighbour's cat has set <them> off again. Scattered wheeze at both bases.",
    ],
    plan: ["Personal plan gone through and photographed on the phone.", "Flu jab booked. Spacer ordered."],
    changes: [
      "Brown inhaler every day by the toothbrush; see again in six weeks.",
      "Step nothing down before the spring.",
    ],
  },
  {
    condition: "copd",
    visit: "COPD review",
    burden: [
      ["oxygen", -3.2],
      ["respiratoryRate", 3],
      ["weight", -2],
    ],
    regimens: [
      [
        step(0, salbutamol),
        step(10, take("tiotropium", "18 micrograms", [18, "micrograms"], "morning"), [
          ["oxygen", 0.6],
          ["respiratoryRate", -0.8],
        ]),
      ],
    ],
    watchedBy: ["bloodCount"],
    found: [
      "Forty years of smoking, short of breath on the flat, morning phlegm. Breathing test showed a fixed narrowing.",
    ],
    well: [
      "Stops once on the way to <outing>, as last year.",
      "Phlegm clear. Two infections this year, against four the year before.",
      "Still off cigarettes: fourteen months now and proud of it.",
    ],
    unwell: [
      "Phlegm has turned green since Tuesday and <they> can't lie flat.",
      "Breathing worse in the cold; has hardly left the house.",
      "Appetite poor, as eating makes <them> short of breath.",
    ],
    plan: [
      "Rescue pack checked and in date.",
      "Small meals more often, the soup fortified.",
      "Pulmonary rehab again: starts with the next group in the gym.",
    ],
    changes: ["Inhaler technique corrected: the capsule was not being pierced."],
  },
  {
    condition: "hayFever",
    visit: "Hay fever",
    burden: [],
    regimens: [[step(0, take("cetirizine", "10 mg", [10, "mg"], "morning"))]],
    watchedBy: [],
    found: ["Streaming eyes and sneezing from May to July, worse on the days of the mowing."],
    well: ["One tablet in the season keeps it quiet.", "Began the tablets in April this year and has slept well."],
    unwell: ["Eyes swollen shut after the picnic; the tablet alone was not enough."],
    plan: [
      "Start two weeks before the season. Windows shut in the evening.",
      "Wash hair after mowing; wraparound sunglasses.",
    ],
  },
];
