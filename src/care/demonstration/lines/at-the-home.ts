import type { ConditionKey } from "../catalogue/conditions.ts";
import type { ConditionLine } from "./condition-line.ts";

/** How the doctor's round speaks of conditions that the clinic has too: a resident neither shops nor drives. */
export const atTheHome: Partial<
  Readonly<Record<ConditionKey, Pick<ConditionLine, "well" | "unwell" | "plan" | "changes">>>
> = {
  hypertension: {
    well: [
      "Pressures on the home’s chart are steady. No dizziness on standing.",
      "Lying and standing pressures within 10 of each other.",
      "Ankles slim, no headaches, tablets never missed.",
    ],
    unwell: [
      "Readings on the chart have been high for a month, and not only when cross.",
      "Ankles puffy by tea; the tablet is a likely cause.",
      "Refuses the morning tablets about twice a week, and the pressure shows it.",
    ],
    plan: ["Aim is below 150, at this age. Carry on.", "Kidney function and salts with the next blood."],
    changes: ["Pressure twice a week for a fortnight, before breakfast."],
  },
  hyperlipidaemia: {
    well: ["Takes the statin at night without trouble.", "No muscle pains on moving."],
    unwell: [
      "Thighs sore on transfers since last week, both sides alike.",
      "Asks whether the statin is still worth it; a fair question.",
    ],
    plan: ["Continue for now; look again at the yearly medicines review."],
    changes: ["Stop the statin for two weeks and see whether the aches go."],
  },
  atrialFibrillation: {
    well: [
      "Pulse irregular, rate fine. No bruises beyond the usual.",
      "No palpitations that anyone has seen; colour good.",
      "Both apixaban doses given each day, chart complete.",
    ],
    unwell: [
      "“Dancing heart” twice this week, over in minutes, no faint.",
      "Nosebleed on Sunday, stopped with pressure in ten minutes.",
    ],
    plan: [
      "Stays on the blood thinner: the benefit still outweighs the falls.",
      "Dose checked against age, weight and kidneys.",
      "Count and kidneys today. Nurse to ring for a pulse over 110 at rest.",
    ],
  },
  heartFailure: {
    well: [
      "Sleeps on three pillows, no waking for breath. Daily weights level.",
      "Ankles slim in the morning. Chest clear to the bases.",
      "Walked to <outing> with one stop.",
    ],
    unwell: [
      "Up 2 kg in nine days, crackles at both bases, socks cut in.",
      "More tired, sits up at night. Legs weep a little at the shin.",
      "Off <their> food, as eating makes <them> breathless.",
    ],
    plan: [
      "Salt cellar off the table, feet up after lunch.",
      "Wishes to be treated here rather than at the hospital; noted again.",
    ],
    changes: ["Furosemide doubled for three days, then back; weigh before breakfast.", "Kidney function in a week."],
  },
  coronaryDisease: {
    well: ["No chest pain seen or told of, even on the slope of the garden.", "Colour good after the armchair class."],
    unwell: [
      "Rubbed the breastbone after the stairs on Friday, better in five minutes sitting.",
      "Grey and sweaty for a minute at breakfast; tracing as before.",
    ],
    plan: [
      "Same tablets. Pain of over fifteen minutes at rest: ambulance.",
      "Rest before the bath, not after it only.",
    ],
  },
  stroke: {
    well: [
      "Arm looser, face even, swallows without cough.",
      "Finds most words; sings the others.",
      "Transfers with one, leaning less to the weak side.",
    ],
    unwell: [
      "Shoulder on the weak side is sore when dressed.",
      "Tearful most mornings, brightens with company.",
      "Leaned and slurred for an hour on Monday, gone by the time I came; bloods sent.",
    ],
    plan: [
      "Arm on the cushion at all times; therapist asked about the splint.",
      "Clopidogrel and statin stay.",
      "Thickener guidance on the wall is up to date.",
    ],
  },
  type2Diabetes: {
    well: [
      "Sugars on the chart between 6 and 11. No hypos.",
      "Feet warm, pulses felt, skin whole; podiatrist came in {March|June|September}.",
      "Eats pudding with the others, by choice and by plan.",
    ],
    unwell: [
      "Sugars in the teens since the infection.",
      "Thirsty, passing a lot of water, more tired than usual.",
      "A dry crack at the left heel, clean.",
    ],
    plan: [
      "Looser targets at this age: comfort and no hypos.",
      "Foot cream every night, heel looked at with each wash.",
      "HbA1c in three months.",
    ],
    changes: ["Sugar twice a day for one week, then ring me."],
  },
  hypothyroidism: {
    well: ["Warm, alert, bowels regular. TSH in range.", "Tablet given at six by the night staff, alone, with water."],
    unwell: [
      "Slow and cold this month, cardigan over cardigan.",
      "Tablet has been going in with the calcium; round times changed.",
    ],
    plan: ["TSH in eight weeks.", "Dose as it is; early and alone."],
  },
  copd: {
    well: [
      "Stops once on the way to <outing>, as last time.",
      "Phlegm clear; inhalers given with the spacer, technique fair.",
      "Slept flat-ish on two pillows.",
    ],
    unwell: [
      "Tighter since the cold spell, pursed lips at rest.",
      "Phlegm yellow-green, no fever yet.",
      "Losing weight: breath before bread, <they> says.",
    ],
    plan: [
      "Rescue pack in the cupboard, dates checked.",
      "Six small meals. Window open a hand.",
      "Saturation twice a week; for <them> 88 to 92 % will do.",
      "Breathing class on Fridays with the physiotherapist.",
    ],
  },
  depression: {
    well: ["Smiles, hair done, went to <hobby>.", "Sleeps through, eats, asks after others."],
    unwell: [
      "Face to the wall until noon on four days.",
      "Says <they> is a burden. No wish to die when asked outright.",
    ],
    plan: ["Tablet goes on. Company before noon each day.", "Befriender matched: first visit {Thursday|next week}."],
    changes: ["Look again in two weeks."],
  },
  gout: {
    well: ["No attack this year.", "Toes cool, shoes fit."],
    unwell: ["Big toe red and hot since yesterday, foot in a slipper."],
    plan: ["Allopurinol goes on. Cold pack, foot raised.", "Kidney function yearly."],
  },
  kidneyDisease: {
    well: ["Kidney function level with last time.", "Drinks when offered, passes pale water."],
    unwell: [
      "Kidney function down after the loose stools; drinking again.",
      "Ankles and face a little puffy in the morning.",
    ],
    plan: [
      "Sick-day rule is on the front of the chart: ramipril out while vomiting.",
      "No anti-inflammatories, rubs included.",
      "Kidney function in three months.",
    ],
  },
  osteoporosis: {
    well: ["Weekly tablet given upright, no heartburn.", "No new pain over the spine on tapping."],
    unwell: ["Sudden mid-back pain after a cough, tender on tapping.", "Stoops more, ribs near the hip on the left."],
    plan: [
      "Regular paracetamol, heat, and the chair with arms.",
      "Tablet review due at five years.",
      "Hip protectors offered: {accepted|declined with scorn}.",
    ],
  },
  vitaminDDeficiency: {
    well: ["Takes the capsule with breakfast; thighs no longer ache."],
    unwell: ["Missed since the supply ran out in the {spring|autumn}; legs ache."],
    plan: ["Capsule all year.", "A quarter of an hour on the garden bench when the sun is out."],
  },
  insomnia: {
    well: ["Sleeps from eleven to six."],
    unwell: ["Reads the paper twice over before dawn."],
    plan: ["Up at seven whatever the night was like; walk before lunch.", "Decaffeinated after two."],
  },
  prostateEnlargement: {
    well: ["Up once at night, bottle within reach.", "Stream is better, says the man himself."],
    unwell: ["Hurry and drips, three wet beds this week; urine clear on dipstick."],
    plan: ["Less to drink after six, more before noon.", "Bladder scan by the nurse on Thursday.", "Capsule goes on."],
  },
};
