import type { Day } from "../calendar.ts";
import { take } from "../catalogue/medicines.ts";
import type { Random } from "../random.ts";
import type { Arc } from "./arc.ts";

export function urinaryInfection(from: Day, random: Random): Arc {
  const fever = random.between(1, 1.7);
  return {
    from,
    until: from + 9,
    shifts: [
      { channel: "temperature", from: from - 1, overDays: 1, amount: fever, until: from + 3 },
      { channel: "heartRate", from: from - 1, overDays: 1, amount: 14, until: from + 4 },
      { channel: "systolic", from: from - 1, overDays: 1, amount: -9, until: from + 4 },
      { channel: "crp", from: from - 1, overDays: 2, amount: random.between(38, 70), until: from + 6 },
      { channel: "whiteCells", from: from - 1, overDays: 2, amount: 6.4, until: from + 7 },
    ],
    notes: [
      {
        day: from, minute: 7 * 60 + 50, by: "care-home-nurse", title: "Unwell: possible urine infection",
        text: "{Eluned|Ravi|The night staff} reported that <name> was {hot and muddled|not <them>self} and up to the toilet five times in the night. {Urine strong and cloudy.|Complains of burning.} <vitals>. Not sore in the loins, drinking when offered. Sample sent to the laboratory, doctor rung, <visitor> told. Fluids pushed: a cup at every contact. Half-hourly look-ins until seen.",
      },
      {
        day: from, minute: 12 * 60 + 25, by: "general-practitioner", title: "Visit: urine infection",
        text: "Asked to see at the home. New confusion since yesterday evening with frequency and fever. Abdomen soft, no loin tenderness, chest clear, calves soft. <vitals>. Impression: infection of the lower urinary tract, well enough to stay here. Antibiotic chosen with allergies and kidney function in view. Blood for count, CRP and kidneys. Ring again if drowsy, vomiting or not drinking; hospital only if that happens, which agrees with <their> stated wishes.",
      },
      {
        day: from + 3, minute: 15 * 60 + 10, by: "care-home-nurse", title: "Progress",
        text: "Day {three|four} of antibiotics. <Name> {knew me by name this morning|asked for <drink> and the paper}. <vitals>. Fluids about 1,500 ml yesterday, urine lighter. Culture grew a sensitive organism. Walks to the toilet with <aid> again. Finish the course; confusion chart can stop tomorrow if tonight is quiet.",
      },
    ],
    condition: { key: "urinaryInfection", onset: from - 1, over: from + 9 },
    courses: [{
      from, until: from + 7,
      choices: [
        take("nitrofurantoin", "100 mg", [100, "mg"], "twice", { courseDays: 7, advice: "with food" }),
        take("trimethoprim", "200 mg", [200, "mg"], "twice", { courseDays: 7 }),
      ],
    }],
    blood: [{ day: from, panels: ["inflammation", "bloodCount", "renal"] }],
    watched: [from, from + 1, from + 3],
    summary: "Urine infection treated at home, recovered.",
    fall: false,
    daily: ["Offered a drink at every contact for the urine infection; took most.", "Antibiotic taken on time; clearer in <their> mind than yesterday."],
  };
}

export function chestInfection(from: Day, random: Random): Arc {
  return {
    from,
    until: from + 12,
    shifts: [
      { channel: "temperature", from: from - 1, overDays: 1, amount: random.between(1.1, 1.9), until: from + 4 },
      { channel: "oxygen", from: from - 1, overDays: 2, amount: -4.2, until: from + 7 },
      { channel: "respiratoryRate", from: from - 1, overDays: 2, amount: 6, until: from + 6 },
      { channel: "heartRate", from: from - 1, overDays: 1, amount: 16, until: from + 5 },
      { channel: "weight", from, overDays: 12, amount: -1.1, until: from + 40 },
      { channel: "crp", from: from - 1, overDays: 2, amount: random.between(55, 110), until: from + 8 },
      { channel: "whiteCells", from: from - 1, overDays: 2, amount: 7, until: from + 8 },
    ],
    notes: [
      {
        day: from, minute: 9 * 60 + 15, by: "care-home-nurse", title: "Unwell: chest",
        text: "Coughing since {the weekend|Tuesday}, today {rattly and hot|pale and short of breath at rest}. <vitals>. Sat up with three pillows, window ajar. Not wheezy. Ate two spoons of porridge. Doctor asked to come before noon. <Visitor> rung and will come after {work|lunch}. Hourly observations started.",
      },
      {
        day: from, minute: 11 * 60 + 50, by: "general-practitioner", title: "Visit: chest infection",
        text: "Three days of cough with green phlegm, breathless today. Crackles at the {right|left} base, no wheeze, heart sounds as before, ankles slim. <vitals>. Talks in sentences, knows where <they> is. Impression: infection of the lower chest. Antibiotic by mouth, allergies checked. Bloods sent. Agreed with <name> and <visitor>: treat here, hospital if saturation stays under 88 % or <they> cannot swallow.",
      },
      {
        day: from + 2, minute: 20 * 60 + 30, by: "care-home-nurse", title: "Progress: chest",
        text: "Fever down. <vitals>. Managed half a bowl of soup and two cups of <drink>. Cough looser; sat out in the chair for forty minutes with <comfort>. Mouth care every two hours, sips with each. Sleeps propped. Continue four-hourly observations.",
      },
      {
        day: from + 7, minute: 14 * 60, by: "care-home-nurse", title: "Chest: end of course",
        text: "Last antibiotic given. <vitals>. Walked to the door and back with <aid>, a rest halfway. Appetite on the way back: finished the <food> that <visitor> brought. A little weight lost; fortified drinks for a month. Back to monthly observations.",
      },
    ],
    condition: { key: "chestInfection", onset: from - 2, over: from + 12 },
    courses: [{
      from, until: from + 5,
      choices: [
        take("amoxicillin", "500 mg", [500, "mg"], "thrice", { courseDays: 5 }),
        take("doxycycline", "100 mg", [100, "mg"], "morning", { courseDays: 5, advice: "upright, with plenty of water" }),
      ],
    }],
    blood: [{ day: from, panels: ["inflammation", "bloodCount", "renal"] }],
    watched: [from, from + 1, from + 2, from + 4, from + 7],
    summary: "Chest infection treated at home, recovered over ten days.",
    fall: false,
    daily: ["Sat up for meals and for an hour after them, because of the chest.", "Cough looser today, phlegm clear; mouth care done at each look-in."],
  };
}
