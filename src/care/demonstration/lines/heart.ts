import { take } from "../catalogue/medicines.ts";
import { type ConditionLine, step } from "./condition-line.ts";

const amlodipine5 = take("amlodipine", "5 mg", [5, "mg"], "morning");
const ramipril = (dose: number): ReturnType<typeof take> => take("ramipril", `${dose} mg`, [dose, "mg"], "morning");
const atorvastatin = (dose: number): ReturnType<typeof take> =>
  take("atorvastatin", `${dose} mg`, [dose, "mg"], "night");
const apixaban5 = take("apixaban", "5 mg", [5, "mg"], "twice", { advice: "do not miss a dose" });

export const heartLines: readonly ConditionLine[] = [
  {
    condition: "hypertension",
    visit: "Blood pressure review",
    burden: [
      ["systolic", 26],
      ["diastolic", 13],
    ],
    regimens: [
      [
        step(14, amlodipine5, [
          ["systolic", -13],
          ["diastolic", -7],
        ]),
        step(
          130,
          take("amlodipine", "10 mg", [10, "mg"], "morning"),
          [
            ["systolic", -8],
            ["diastolic", -4],
          ],
          "amlodipine",
        ),
      ],
      [
        step(10, ramipril(2.5), [
          ["systolic", -8],
          ["diastolic", -5],
        ]),
        step(
          60,
          ramipril(5),
          [
            ["systolic", -8],
            ["diastolic", -4],
          ],
          "ramipril",
        ),
        step(320, amlodipine5, [
          ["systolic", -7],
          ["diastolic", -3],
        ]),
      ],
      [
        step(21, take("losartan", "50 mg", [50, "mg"], "morning"), [
          ["systolic", -14],
          ["diastolic", -8],
        ]),
      ],
      [
        step(20, amlodipine5, [
          ["systolic", -12],
          ["diastolic", -6],
        ]),
        step(200, take("indapamide", "2.5 mg", [2.5, "mg"], "morning"), [
          ["systolic", -9],
          ["diastolic", -4],
        ]),
      ],
    ],
    control: ["systolic", 0, 138],
    watchedBy: ["renal", "lipids"],
    found: [
      "Raised readings at {two|three} visits; a week of home readings averaged in the low 150s over 90s.",
      "The {pharmacy|occupational health} check found a high reading and <they> was told to come in. No headache, no visual change, no chest pain.",
      "<Their> {mother|father|brother} had a stroke at sixty and <they> is worried about the same.",
    ],
    well: [
      "Home diary shows most mornings below 135/85. <They> feels well and has not missed a tablet.",
      "No dizziness on standing. Ankles have not been swollen since the spring.",
      "<They> has swapped the salted snacks for fruit and walks to <outing> instead of driving.",
      "Taking the tablets with the morning tea, so they are rarely forgotten.",
    ],
    unwell: [
      "Ran out of tablets {ten days|two weeks} ago while away and did not like to bother anybody.",
      "Readings have crept up since <their> {nights at work|knee trouble} put an end to the evening walks.",
      "Feet have been puffy by the evening and <they> suspects the tablet; has been skipping it at weekends.",
      "A stressful month: <their> {sister|partner} has been in hospital and meals have come out of packets.",
    ],
    plan: [
      "Carry on as now. Kidney function and salts in {six|twelve} months; bring the home diary.",
      "Agreed to seven days of home readings, morning and evening, dropped in at the desk.",
      "Spoke about salt, alcohol and walking rather than another tablet for now.",
      "Repeat sent to the usual pharmacy. Recheck with the nurse in {four|six} weeks.",
    ],
  },
  {
    condition: "hyperlipidaemia",
    visit: "Cholesterol and heart-risk review",
    burden: [
      ["cholesterol", 62],
      ["triglycerides", 60],
      ["hdl", -5],
    ],
    regimens: [
      [
        step(30, atorvastatin(20), [
          ["cholesterol", -58],
          ["triglycerides", -25],
        ]),
      ],
      [
        step(45, atorvastatin(10), [["cholesterol", -40]]),
        step(240, atorvastatin(20), [["cholesterol", -16]], "atorvastatin"),
      ],
    ],
    control: ["cholesterol", 0, 208],
    watchedBy: ["lipids"],
    found: [
      "Cholesterol was high on the routine profile and stayed so after three months of trying with food alone.",
      "Ten-year heart risk worked through together on the screen; <they> chose to start a statin.",
    ],
    well: [
      "No muscle aches on the statin. The profile is down nicely.",
      "Eats fish twice a week now and has found an oat milk <they> likes.",
      "Happy to stay on the tablet for good, having watched <their> {uncle|father} go through a bypass.",
    ],
    unwell: [
      "Stopped the statin in {March|the autumn} after reading about it, and would like to talk it over.",
      "Calves ached for a week after the gardening; <they> blamed the statin, though it settled while still taking it.",
    ],
    plan: ["Continue; profile once a year.", "Leaflet on plant sterols and nuts given; no change in tablets."],
    changes: ["Restart at the same dose in the evening and ring if the aches come back."],
  },
  {
    condition: "atrialFibrillation",
    visit: "Atrial fibrillation review",
    burden: [["heartRate", 24]],
    regimens: [
      [step(5, apixaban5), step(7, take("bisoprolol", "2.5 mg", [2.5, "mg"], "morning"), [["heartRate", -19]])],
      [
        step(3, apixaban5),
        step(6, take("bisoprolol", "1.25 mg", [1.25, "mg"], "morning"), [["heartRate", -12]]),
        step(90, take("bisoprolol", "2.5 mg", [2.5, "mg"], "morning"), [["heartRate", -8]], "bisoprolol"),
      ],
    ],
    control: ["heartRate", 0, 88],
    watchedBy: ["renal", "bloodCount"],
    found: [
      "Pulse irregular at a routine check; the tracing confirmed atrial fibrillation with a fast rate.",
      "<They> had put the fluttering down to too much coffee. Stroke risk explained and a blood thinner agreed.",
    ],
    well: [
      "No palpitations and no bleeding; shaves and gardens without trouble.",
      "Pulse irregular but controlled. Breathing no worse on the hill by <outing>.",
      "Knows to take the second apixaban with the evening meal and has an alarm for it.",
    ],
    unwell: [
      "Two spells of fluttering last month, each about ten minutes, sitting down; no faint.",
      "Has bruised easily on the forearms and has been leaving out the evening apixaban because of it.",
      "Feels slower on the stairs than in the summer.",
    ],
    plan: [
      "Dose checked against age, weight and kidney function: unchanged.",
      "Reminded that anti-inflammatories from the chemist don't go with a blood thinner.",
      "Full blood count and kidney function today; ring if the palpitations last over half an hour.",
    ],
  },
  {
    condition: "heartFailure",
    visit: "Heart failure review",
    burden: [
      ["weight", 2.5],
      ["heartRate", 8],
      ["respiratoryRate", 2.2],
      ["oxygen", -1.6],
    ],
    regimens: [
      [
        step(4, take("furosemide", "40 mg", [40, "mg"], "morning"), [
          ["weight", -2.2],
          ["respiratoryRate", -1.4],
          ["oxygen", 1],
        ]),
        step(20, take("bisoprolol", "2.5 mg", [2.5, "mg"], "morning"), [["heartRate", -8]]),
        step(45, ramipril(2.5), [["systolic", -6]]),
      ],
    ],
    watchedBy: ["renal"],
    found: ["Breathless lying flat and the ankles pitting to mid-calf; echo at the hospital showed a weak pump."],
    well: [
      "Sleeps on two pillows, no night waking for breath. Weight steady on the kitchen scales.",
      "Ankles slim today, only a sock mark.",
      "Managed the walk to <outing> with one stop.",
    ],
    unwell: [
      "Up {2|2.5} kg in ten days with tighter shoes and a cough at night.",
      "Breathless on the flat since the weekend. <They> admits to salted crackers and a takeaway.",
    ],
    plan: [
      "Daily weight in the red book; ring if up 2 kg in three days.",
      "Fluids about 1.5 litres a day; keep the feet up after lunch.",
    ],
    changes: ["An extra furosemide tablet at midday for three days, then salts checked."],
  },
  {
    condition: "coronaryDisease",
    visit: "Heart disease review",
    burden: [["systolic", 6]],
    regimens: [
      [
        step(2, take("aspirin", "75 mg", [75, "mg"], "morning", { advice: "dissolved in water" })),
        step(2, atorvastatin(40), [["cholesterol", -50]]),
        step(10, take("bisoprolol", "2.5 mg", [2.5, "mg"], "morning"), [["heartRate", -6]]),
      ],
    ],
    watchedBy: ["lipids", "renal"],
    found: [
      "Tightness across the chest on the hill, gone with rest. Angiogram showed moderate narrowing, treated with tablets.",
    ],
    well: [
      "No chest pain since the last visit, even carrying the shopping.",
      "Finished the rehab classes and still goes on Thursdays for the company.",
      "Has not needed the emergency number once.",
    ],
    unwell: [
      "Tight chest twice while digging, gone within five minutes of stopping.",
      "Back to a few cigarettes a day since Christmas.",
    ],
    plan: [
      "Continue the three tablets. Chest pain lasting over fifteen minutes at rest means an ambulance.",
      "Cholesterol and kidney function with the next blood test.",
    ],
    changes: ["Nurse-led stop-smoking help accepted."],
  },
  {
    condition: "stroke",
    visit: "Review after stroke",
    burden: [["systolic", 8]],
    regimens: [
      [step(4, take("clopidogrel", "75 mg", [75, "mg"], "morning")), step(4, atorvastatin(40), [["cholesterol", -45]])],
    ],
    watchedBy: ["lipids"],
    found: [
      "Sudden weakness down one side with slurred words; the scan showed a small stroke. Home after nine days on the unit.",
    ],
    well: [
      "Arm is stronger; can do up most buttons and holds a cup with both hands.",
      "Speech clear when not tired. Reads the paper aloud as practice.",
      "No new weakness and no falls.",
    ],
    unwell: [
      "Tired by noon, and the leg drags when <they> is tired.",
      "Low since the anniversary; tears at small things.",
    ],
    plan: [
      "Clopidogrel and statin to go on. Blood pressure under 130 is the aim.",
      "Exercises for the hand before breakfast; the therapist will look at the splint.",
      "Talked about mood; happy to try the stroke group first.",
    ],
  },
];
