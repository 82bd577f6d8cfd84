import type { PhysiotherapyLine } from "./physiotherapy-line.ts";

export const backAndBalancePhysiotherapy: readonly PhysiotherapyLine[] = [
  {
    condition: "lowBackPain",
    sided: false,
    weeks: [5, 14],
    ages: [19, 74],
    measures: [
      { name: "forward bend, fingertips to floor", unit: " cm", start: [28, 42], goal: [2, 10] },
      { name: "side plank", unit: " s", start: [8, 18], goal: [40, 55] },
    ],
    onset: [
      "Bent to {tie a lace|lift the toddler|load the dishwasher} and something went; could not straighten for an hour.",
      "Aching across the low back for {six|ten} weeks, worse after sitting at <work>, eased by walking. Bladder and bowel normal, no saddle numbness.",
      "Third spell in two years. The others passed in days; this one has not, and <they> is frightened of bending.",
    ],
    early: [
      "Puts socks on lying down. Pain <pain>/10, <before> before.",
      "Slept in the chair two nights. Has not dared to do the bending.",
      "Walking to <outing> and back is the best medicine so far.",
    ],
    middle: [
      "Sat through a whole meal with <companion>.",
      "Bends for the socks, carefully, with breath held; we worked on the breath.",
      "Trusts the back a little: carried the recycling.",
    ],
    late: [
      "<Hobby> twice this week. Stiff the next morning, loose by ten.",
      "Lifted 12 kg from the floor in the gym with a grin.",
      "Has stopped thinking of it as a slipped anything.",
    ],
    setback: [
      "A sneeze in the car brought back the first day in full, fading over a week.",
      "Drove four hours to a funeral; <pain>/10 since.",
    ],
    signs: [
      "No sign of nerve involvement: strength, reflexes and feeling equal.",
      "Guarded on the way up from a bend; walks hand on thigh.",
      "Extension in lying eases it after ten.",
      "Hips stiff inwards on both sides.",
    ],
    treatment: [
      "Explained what the scan can and can’t tell; no need of one now.",
      "Graded bending from a high stool to the floor.",
      "Hip hinge with the broomstick, then a 6 kg kettlebell.",
      "Rotations in side-lying, gentle, both sides, to settle the spasm.",
    ],
    homework: [
      "Ten press-ups of the back every two hours; a walk of {ten|twenty} minutes twice a day.",
      "Knee rolls before getting up. Bend, don’t brace.",
      "Deadlift with the rucksack, three times eight, every other day.",
    ],
  },
  {
    condition: "sciatica",
    sided: true,
    weeks: [8, 18],
    ages: [28, 68],
    measures: [
      { name: "straight leg raise", unit: "°", start: [25, 40], goal: [70, 82] },
      { name: "sitting tolerance", unit: " min", start: [5, 12], goal: [60, 90] },
    ],
    onset: [
      "Shooting pain from the <side> buttock to the outer foot since {lifting a boiler|a cough|the allotment}; coughing makes it jump.",
      "Tingling in the little toe. Bladder and bowel normal, no saddle numbness; knows what would mean an ambulance.",
    ],
    early: [
      "Stands to eat. Leg pain <pain>/10, back hardly at all.",
      "Lies on the floor with calves on the chair: the only peace.",
    ],
    middle: ["The pain stops at the knee now. Foot still a little dull.", "Drove to <outing>, with a stop halfway."],
    late: ["The leg is quiet. Back aches after digging, as backs do.", "Sat through the film with <companion>."],
    setback: ["Bent and twisted for the cat carrier: pain to the ankle again for four days."],
    signs: [
      "Ankle reflex on the <side> {reduced|back, though slower}.",
      "Heel and toe walking strong.",
      "Bending forward sends it down the leg, bending back draws it up.",
    ],
    treatment: [
      "Repeated extension: pain drew up from calf to buttock and stayed there.",
      "Nerve sliders in sitting, ten, no holding.",
      "Walking on the treadmill, slight incline, eight minutes.",
    ],
    homework: [
      "Lying press-ups every two hours while awake.",
      "Sliders thrice a day, never into the tingle.",
      "Stand for the phone. No long sofa.",
    ],
  },
  {
    condition: "deconditioning",
    sided: false,
    weeks: [6, 12],
    ages: [66, 92],
    measures: [
      { name: "timed up and go", unit: " s", start: [24, 34], goal: [11, 14] },
      { name: "six-minute walk", unit: " m", start: [120, 190], goal: [310, 390] },
    ],
    onset: [
      "Eleven days in hospital with {pneumonia|a kidney infection}; legs “like wet string” since.",
      "Has not been further than the gate for a month. One fall in the bathroom, no injury.",
    ],
    early: [
      "Furniture-walks indoors. Tired by eleven.",
      "<Companion> does the shopping; <they> would like to choose <their> own apples.",
    ],
    middle: ["To the corner and back with the frame, twice a day.", "Stood to cook an egg."],
    late: ["<Outing> and home again, with a seat in the middle.", "<Hobby> in small doses, with <companion>."],
    setback: ["A cold kept <them> in for ten days; lost a little ground."],
    signs: [
      "Pushes up with both arms to stand.",
      "Short steps, eyes on the floor, no stagger.",
      "Pressure drops by less than 10 on standing.",
    ],
    treatment: [
      "Sit-to-stands, then march, then tandem stand in the bars.",
      "Walked the corridor with the oxygen probe on: steady throughout.",
      "Floor-to-stand practised with a chair, twice.",
    ],
    homework: [
      "Ten stands before each meal.",
      "One more lamp post each day.",
      "Heel raises at the sink while the kettle boils.",
    ],
  },
];
