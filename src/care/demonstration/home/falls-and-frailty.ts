import type { Day } from "../calendar.ts";
import type { Random } from "../random.ts";
import { type Arc, telling } from "./arc.ts";

export function fall(from: Day, random: Random, time: number): Arc {
  const minute = random.pick([5 * 60 + 40, 6 * 60 + 55, 14 * 60 + 20, 17 * 60 + 45, 21 * 60 + 10]);
  return {
    from,
    until: from + 10,
    shifts: [{ channel: "heartRate", from, overDays: 1, amount: 7, until: from + 1 }],
    notes: [
      {
        day: from,
        minute: minute + 35,
        by: "care-home-nurse",
        title: "Fall",
        text: telling(time, [
          "<Name> was found {sitting on the floor beside the bed|on the floor by the bathroom door|on both knees next to the chair} in <room> {with the call bell in hand|in stockinged feet|reaching for <comfort>}. Not seen to fall. Says <they> did not hit the head. {Small skin tear at the left elbow|Graze on the right knee|No injury found}; moves all limbs, no shortening, no pain on pressing the hips. <vitals>. Lifted with the hoist and two carers. Head-injury observations for 24 hours all the same. <Visitor> told. Incident form done.",
          "Call from <room>: <name> had slid down the side of the bed on to the carpet, feet bare, lamp off. Awake, cross, and asking for <drink>. Neck and back without pain, both legs equal and moving, pupils even. <vitals>. Says <they> “only sat down too soon”. Up with the inflatable cushion and two of us, no pain on standing. Hourly checks for a day, doctor informed by telephone, <visitor> told straight away.",
          "Heard a thump from the corridor. <Name> on the left side beside <aid>, which had rolled ahead. Conscious throughout. A graze on the left forearm, cleaned and covered; bump above the eyebrow the size of a grape, cold pack on. <vitals>. Grip and face even. Doctor rung: not on anything that would need a scan, watch closely. Pupils and pulse every half hour, then hourly. Family informed. Form sent.",
        ]),
      },
      {
        day: from + 1,
        minute: 10 * 60 + 40,
        by: "care-home-nurse",
        title: "After the fall",
        text: telling(time, [
          "Observations through the night as usual for <them>. {Bruise the size of a palm on the thigh|Stiff, but walking}. <vitals>. What went before: {hurrying to the toilet without the light|slippers with no heel|a new water tablet and low pressure on standing}. Changed today: sensor mat, night light, shoes by the bed, toilet offered at five. Lying and standing pressure again on Friday. Falls plan rewritten and read to the day and night staff.",
          "No change overnight. <vitals>. Bruise coming out along the arm, bends it fully. We walked through what happened: got up to look for <comfort>, in the dark, in socks. Changes: <comfort> now hangs on the chair, motion light under the bed, grip socks. Asked the doctor to look at the evening tablets. <Visitor> would rather <they> walked and risked it than sat and wasted; so would <they>. Written in the plan in those words.",
          "All checks as they should be; bump going down. <vitals>. Legs tired by evening is the pattern: both latest stumbles came after tea. Physiotherapist will fit the brakes on <aid> tighter and practise the turn by the door. Rest at four, then someone near until bedtime. Pressure lying and standing has been done: a drop of 12, without dizziness. Read out at handover.",
        ]),
      },
    ],
    courses: [],
    blood: random.chance(0.4) ? [{ day: from + 1, panels: ["renal", "bloodCount"] }] : [],
    need: "falls",
    summary: random.pick([
      "Fell beside the bed.",
      "A fall on the way to the toilet, bruise only.",
      "Slid from the chair, no injury.",
    ]),
    fall: true,
    daily: [
      "Sensor mat in place since the fall; called for help each time.",
      "Bruise from the fall turning yellow, walking as before.",
    ],
  };
}

/** Weight falls for months, is noticed, and comes partly back. */
export function weightLoss(from: Day, random: Random): Arc {
  const kilograms = random.between(5, 8);
  const noticed = from + 75;
  return {
    from: noticed,
    until: from + 330,
    shifts: [
      { channel: "weight", from, overDays: 170, amount: -kilograms },
      { channel: "weight", from: from + 185, overDays: 150, amount: kilograms * random.between(0.3, 0.6) },
      { channel: "haemoglobin", from, overDays: 170, amount: -0.8 },
    ],
    notes: [
      {
        day: noticed,
        minute: 11 * 60 + 5,
        by: "care-home-nurse",
        title: "Weight loss",
        text: "Weight down for the third month running; clothes loose, rings taped. <vitals>. MUST score raised to {1|2}. <Name> says food “tastes of nothing”. Teeth: the lower set rocks. Mood {fair|low since the friend across the corridor died}. Started: food record for three days, fortified milk, snacks at eleven, three and eight, <food> when <visitor> can bring it. Dentist and dietitian asked. Weighed weekly from Monday.",
      },
      {
        day: noticed + 3,
        minute: 13 * 60 + 20,
        by: "general-practitioner",
        title: "Round: weight loss",
        text: "Unintended loss over three months. No trouble swallowing, no night sweats, bowels as usual. Abdomen soft, nothing felt; no lumps. <vitals>. Bloods for count, thyroid, kidneys and inflammation. Medicines looked at for those that dull the appetite. Talked with <name> and <visitor>: <they> wants to eat what <they> likes and no tubes, ever. That goes into the plan. Review with the bloods.",
      },
      {
        day: from + 200,
        minute: 15 * 60 + 30,
        by: "care-home-nurse",
        title: "Nutrition review",
        text: "The weight has turned. <vitals>. New lower denture since last month, and <they> chews again. Likes the milkshake with {banana|rose syrup|coffee}. Eats best beside <friend>, worst alone. Dietitian’s letter: continue fortified diet, monthly weight once three readings rise. <Visitor> pleased.",
      },
    ],
    condition: { key: "weightLoss", onset: from + 30 },
    courses: [],
    blood: [{ day: noticed + 3, panels: ["bloodCount", "thyroid", "renal", "inflammation"] }],
    need: "nutrition",
    summary: "Weight loss noticed; fortified diet and weekly weights begun.",
    fall: false,
    daily: [
      "Fortified milkshake at eleven and at three, both finished, for the weight.",
      "Food record kept: took about two thirds of what was offered.",
    ],
  };
}

export function skinWound(from: Day, random: Random): Arc {
  const place = random.pick(["sacrum", "left heel", "right heel"]);
  return {
    from,
    until: from + 46,
    shifts: [],
    notes: [
      {
        day: from,
        minute: 8 * 60 + 35,
        by: "care-home-nurse",
        title: `Skin: pressure ulcer, ${place}`,
        text: `Carer called me at the wash. ${place}: broken skin, pink base, 2 by 1.5 cm, shallow, edges even, no slough, no smell: category 2. Pain {1|2|3} out of 10 when touched. <vitals>. Cleaned with saline, foam dressing, changed every three days. Air mattress ordered and fitted by four. Turned every two hours, on paper. Photograph with ruler taken with <their> agreement. <Visitor> and the doctor told; incident form done.`,
      },
      {
        day: from + 15,
        minute: 10 * 60 + 10,
        by: "care-home-nurse",
        title: `Wound: ${place}`,
        text: `Dressing changed. ${place}: 1.4 by 1 cm, new pink skin from the edges, dry round about. No sign of infection. Comfortable on the air mattress, sleeps on the side. Protein drinks taken. Same dressing, next in three days. Heels floated. <Name> says: “{It doesn’t know it’s there|You fuss beautifully}.”`,
      },
      {
        day: from + 44,
        minute: 9 * 60 + 25,
        by: "care-home-nurse",
        title: `Wound: ${place}, healed`,
        text: `${place}: closed, thin new skin, blanches. Dressing off, barrier cream twice a day. Air mattress stays for a month. Turning chart down to four-hourly at night. Well done to the night staff. <Visitor> told by telephone. Problem closed; skin plan stays.`,
      },
    ],
    condition: { key: "pressureUlcer", onset: from, over: from + 44 },
    courses: [],
    blood: [],
    need: "skin",
    summary: `Pressure ulcer category 2 (${place}), healing.`,
    fall: false,
    daily: [
      `Turned every two hours, off the ${place}; dressing dry and in place.`,
      `No pain from the ${place}; air mattress alarm silent all shift.`,
    ],
  };
}

/** The last two weeks of a life. */
export function lastDays(death: Day): Arc {
  const from = death - 13;
  return {
    from,
    until: death,
    shifts: [
      { channel: "weight", from: from - 120, overDays: 120, amount: -6 },
      { channel: "systolic", from, overDays: 12, amount: -26 },
      { channel: "diastolic", from, overDays: 12, amount: -12 },
      { channel: "heartRate", from, overDays: 12, amount: 18 },
      { channel: "oxygen", from, overDays: 12, amount: -5 },
    ],
    notes: [
      {
        day: from,
        minute: 12 * 60 + 40,
        by: "general-practitioner",
        title: "Round: last weeks of life",
        text: "Asked to see because <name> sleeps most of the day and takes sips only. <vitals>. Nothing that treatment here would reverse. Sat with <name> and <visitor>: <they> wants to stay in <their> room, no hospital, no drips. Tablets that no longer help are stopped. Medicines for pain, sickness and secretions ordered for the cupboard. DNACPR is in place and was gone over again. I will come every {second|third} day.",
      },
      {
        day: death - 6,
        minute: 16 * 60 + 15,
        by: "care-home-nurse",
        title: "Comfort",
        text: "In bed by the window with <comfort>. Mouth care hourly, lips soft. A few spoons of <drink> and a smile for it. Turned every three hours, no sore places. <Visitor> stays in the armchair; a bed is made up next door. <Music> on low. No pain on moving, breathing even.",
      },
      {
        day: death - 2,
        minute: 22 * 60 + 5,
        by: "care-home-nurse",
        title: "Comfort, evening",
        text: "No longer wakes when spoken to; hand still closes round a hand. Breathing with pauses, face at ease. <Visitor> and the family in turns; told what the pauses mean. Chaplain came at seven. One dose for secretions at eight, quiet since. Doctor will look in tomorrow morning.",
      },
    ],
    courses: [],
    blood: [],
    need: "comfort",
    summary: "In the last weeks of life; comfort plan in place.",
    fall: false,
    daily: [],
  };
}
