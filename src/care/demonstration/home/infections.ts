import type { Day } from "../calendar.ts";
import { take } from "../catalogue/medicines.ts";
import type { Random } from "../random.ts";
import { type Arc, telling } from "./arc.ts";

export function urinaryInfection(from: Day, random: Random, time: number): Arc {
  const fever = random.between(1, 1.7);
  return {
    from,
    until: from + 9,
    shifts: [
      { channel: "temperature", from: from - 1, overDays: 1, amount: fever, until: from + 2 },
      { channel: "heartRate", from: from - 1, overDays: 1, amount: 14, until: from + 4 },
      { channel: "systolic", from: from - 1, overDays: 1, amount: -9, until: from + 4 },
      { channel: "crp", from: from - 1, overDays: 2, amount: random.between(38, 70), until: from + 6 },
      { channel: "whiteCells", from: from - 1, overDays: 2, amount: 6.4, until: from + 7 },
    ],
    notes: [
      {
        day: from,
        minute: 7 * 60 + 50,
        by: "care-home-nurse",
        title: "Unwell: possible urine infection",
        text: telling(time, [
          "{Eluned|Ravi|The night staff} reported that <name> was {hot and muddled|not <them>self} and up to the toilet five times in the night. {Urine strong and cloudy.|Complains of burning.} <vitals>. Not sore in the loins, drinking when offered. Sample sent to the laboratory, doctor rung, <visitor> told. Fluids pushed: a cup at every contact. Half-hourly look-ins until seen.",
          "Not <their> usual self at breakfast: did not know the room, picked at the tablecloth, skin hot. <vitals>. Two accidents in the night, which is new, and the pad smelt strong. Belly soft, a wince over the bladder. Dipstick not relied on at this age; sample sent. Jug and <drink> on the table, offered every half hour. Doctor asked for a visit, <visitor> rung at work.",
          "Night staff handed over a poor night: calling out, up to the toilet again and again with little to show. This morning drowsy and flushed. <vitals>. Took half a cup of <drink> with help. No cough, no rash, hips move freely. Sample taken by clean catch at the second try. Falls mat switched on, since <they> is unsteady with it. Doctor and <visitor> told by nine.",
        ]),
      },
      {
        day: from,
        minute: 12 * 60 + 25,
        by: "general-practitioner",
        title: "Visit: urine infection",
        text: telling(time, [
          "Asked to see at the home. New confusion since yesterday evening with frequency and fever. Abdomen soft, no loin tenderness, chest clear, calves soft. <vitals>. Impression: infection of the lower urinary tract, well enough to stay here. Antibiotic chosen with allergies and kidney function in view. Blood for count, CRP and kidneys. Ring again if drowsy, vomiting or not drinking; hospital only if that happens, which agrees with <their> stated wishes.",
          "Called for fever and muddle since the small hours. <vitals>. Knows <their> name, not the month. Tongue dry, chest clear, belly soft with some tenderness low down, flanks not sore. Skin and joints looked at for other causes: none. Urine infection likeliest. Treated here by mouth, kidney function and allergies looked up first; bloods taken while I was there. <Visitor> agrees with staying at home. Ring this evening in any case.",
        ]),
      },
      {
        day: from + 3,
        minute: 15 * 60 + 10,
        by: "care-home-nurse",
        title: "Progress",
        text: telling(time, [
          "Day {three|four} of antibiotics. <Name> {knew me by name this morning|asked for <drink> and the paper}. <vitals>. Fluids about 1,500 ml yesterday, urine lighter. Culture grew a sensitive organism. Walks to the toilet with <aid> again. Finish the course; confusion chart can stop tomorrow if tonight is quiet.",
          "Better. Asked what all the fuss was about. <vitals>. Slept six hours, one trip to the toilet. Drank 1,400 ml yesterday by the chart. The laboratory rang: the bug answers to what was given. Loose stool once, no more. Kept off the fruit juice. <Visitor> told, and is relieved. Observations down to twice a day.",
        ]),
      },
    ],
    condition: { key: "urinaryInfection", onset: from - 1, over: from + 9 },
    courses: [
      {
        from,
        until: from + 7,
        choices: [
          take("nitrofurantoin", "100 mg", [100, "mg"], "twice", { courseDays: 7, advice: "with food" }),
          take("trimethoprim", "200 mg", [200, "mg"], "twice", { courseDays: 7 }),
        ],
      },
    ],
    blood: [{ day: from, panels: ["inflammation", "bloodCount", "renal"] }],
    summary: "Urine infection treated at home, recovered.",
    fall: false,
    daily: [
      "Offered a drink at every contact for the urine infection; took most.",
      "Antibiotic taken on time; clearer in <their> mind than yesterday.",
    ],
  };
}

export function chestInfection(from: Day, random: Random, time: number): Arc {
  return {
    from,
    until: from + 12,
    shifts: [
      { channel: "temperature", from: from - 1, overDays: 1, amount: random.between(1.1, 1.9), until: from + 1 },
      { channel: "oxygen", from: from - 1, overDays: 2, amount: -4.2, until: from + 7 },
      { channel: "respiratoryRate", from: from - 1, overDays: 2, amount: 6, until: from + 6 },
      { channel: "heartRate", from: from - 1, overDays: 1, amount: 16, until: from + 5 },
      { channel: "weight", from, overDays: 12, amount: -1.1, until: from + 40 },
      { channel: "crp", from: from - 1, overDays: 2, amount: random.between(55, 110), until: from + 8 },
      { channel: "whiteCells", from: from - 1, overDays: 2, amount: 7, until: from + 8 },
    ],
    notes: [
      {
        day: from,
        minute: 9 * 60 + 15,
        by: "care-home-nurse",
        title: "Unwell: chest",
        text: telling(time, [
          "Coughing since {the weekend|Tuesday}, today {rattly and hot|pale and short of breath at rest}. <vitals>. Sat up with three pillows, window ajar. Not wheezy. Ate two spoons of porridge. Doctor asked to come before noon. <Visitor> rung and will come after {work|lunch}. Hourly observations started.",
          "Found hot and sleepy at the nine o’clock round, with a wet cough and breakfast untouched. <vitals>. Breath sounds coarse on one side to my ear. Propped up, mouth rinsed, sips of <drink> taken with a straw. Lips a good colour. Doctor rung and coming between surgeries; <visitor> told. Relative’s wishes and the care plan put on top of the folder for the visit.",
          "Poor night with coughing and a shiver at four. This morning breathing fast and says the ribs hurt on one side. <vitals>. Managed tablets but no porridge. Window open, fan low, three pillows. Phlegm the colour of mustard, a pot sent. Doctor informed with the numbers and will call. <Visitor> on the way. Hourly chart from now.",
        ]),
      },
      {
        day: from,
        minute: 11 * 60 + 50,
        by: "general-practitioner",
        title: "Visit: chest infection",
        text: telling(time, [
          "Three days of cough with green phlegm, breathless today. Crackles at the {right|left} base, no wheeze, heart sounds as before, ankles slim. <vitals>. Talks in sentences, knows where <they> is. Impression: infection of the lower chest. Antibiotic by mouth, allergies checked. Bloods sent. Agreed with <name> and <visitor>: treat here, hospital if saturation stays under 88 % or <they> cannot swallow.",
          "Asked to see for fever, fast breathing and cough. <vitals>. Tired, rousable, answers properly. Dull and crackly at one base, no leg swelling, no calf pain. Swallowed water in front of me without coughing. Pneumonia at the mild end, and <they> has always said that hospital is for others. Oral antibiotic after a look at the allergies, paracetamol for the fever, blood for count and CRP. Again tomorrow by telephone with the nurse.",
        ]),
      },
      {
        day: from + 2,
        minute: 20 * 60 + 30,
        by: "care-home-nurse",
        title: "Progress: chest",
        text: telling(time, [
          "Fever down. <vitals>. Managed half a bowl of soup and two cups of <drink>. Cough looser; sat out in the chair for forty minutes with <comfort>. Mouth care every two hours, sips with each. Sleeps propped. Continue four-hourly observations.",
          "Cooler since last evening, sheets dry. <vitals>. Two spoons more at each meal than yesterday; <drink> taken well. Sat on the edge of the bed for ten minutes and told me about <past>, with pauses for breath. Cough brings up more, easily. Side-to-side every two hours, heels checked, sound. Doctor telephoned at six: carry on.",
        ]),
      },
      {
        day: from + 7,
        minute: 14 * 60,
        by: "care-home-nurse",
        title: "Chest: end of course",
        text: telling(time, [
          "Last antibiotic given. <vitals>. Walked to the door and back with <aid>, a rest halfway. Appetite on the way back: finished the <food> that <visitor> brought. A little weight lost; fortified drinks for a month. Back to monthly observations.",
          "Course finished this morning. <vitals>. Clear on one side, a few crackles left on the other, as the doctor said there might be. To <outing> with <aid> and back, chair halfway. Eats most of lunch again, pudding first. Clothes a little loose: milkshakes twice a day until the next weighing. <Visitor> thanked everybody with a cake.",
        ]),
      },
    ],
    condition: { key: "chestInfection", onset: from - 2, over: from + 12 },
    courses: [
      {
        from,
        until: from + 5,
        choices: [
          take("amoxicillin", "500 mg", [500, "mg"], "thrice", { courseDays: 5 }),
          take("doxycycline", "100 mg", [100, "mg"], "morning", {
            courseDays: 5,
            advice: "upright, with plenty of water",
          }),
        ],
      },
    ],
    blood: [{ day: from, panels: ["inflammation", "bloodCount", "renal"] }],
    summary: "Chest infection treated at home, recovered over ten days.",
    fall: false,
    daily: [
      "Sat up for meals and for an hour after them, because of the chest.",
      "Cough looser today, phlegm clear; mouth care done at each look-in.",
    ],
  };
}
