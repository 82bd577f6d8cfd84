import type { PhysiotherapyLine } from "./physiotherapy-line.ts";

export const lowerLimbPhysiotherapy: readonly PhysiotherapyLine[] = [
  {
    condition: "kneeOsteoarthritis",
    sided: true,
    weeks: [8, 14],
    ages: [50, 88],
    measures: [
      { name: "sit-to-stands in 30 seconds", unit: "", start: [6, 9], goal: [12, 16] },
      { name: "flexion", unit: "°", start: [92, 108], goal: [120, 130] },
    ],
    onset: [
      "<Side> knee has ached on stairs for three years and swelled after the {holiday|wedding dancing} in the summer.",
      "Stiff for ten minutes on rising, then loosens. Afraid that exercise wears it out faster.",
    ],
    early: [
      "Comes down the stairs one at a time. Pain <pain>/10.",
      "Puffy by the evening. Has been resting it, and it is stiffer for the rest.",
    ],
    middle: [
      "Walked to <outing> with one stop, not three.",
      "Thigh is working: the step-ups burn in the right place.",
      "Two kilos down, and the knee knows it.",
    ],
    late: [
      "Stairs foot over foot, hand hovering.",
      "<Hobby> again, with <companion>, an hour and a half.",
      "Has decided against the injection for now.",
    ],
    setback: ["Knelt to weed for an hour; swollen for four days.", "Twisted getting off the bus."],
    signs: [
      "Small effusion; warm but not hot.",
      "Thigh 2 cm thinner than the other.",
      "Bow-legged on standing, stable to stress.",
      "Crackles under the kneecap without pain.",
    ],
    treatment: [
      "Exercise class for knees, station by station, load 6 of 10.",
      "Patellar glides and end-range flexion, then straight to the bike.",
      "Step-ups on 15 cm with the mirror, three times ten.",
    ],
    homework: [
      "Sit-to-stands, three times ten, from the kitchen chair.",
      "Ten minutes on the bike, every day but Sunday.",
      "Pain up to 4 during exercise is fine, as long as it is gone by the morning.",
    ],
  },
  {
    condition: "kneeReplacement",
    sided: true,
    weeks: [9, 14],
    ages: [58, 84],
    measures: [
      { name: "flexion", unit: "°", start: [62, 78], goal: [112, 122] },
      { name: "lag on straightening", unit: "°", start: [12, 20], goal: [0, 2] },
    ],
    onset: [
      "{Eleven|Fourteen} days after a <side> knee replacement. Home with a frame, clips out, wound dry.",
      "Operation went by the book. Knee “like a football in a vice”, says <name>.",
    ],
    early: [
      "Two crutches. Night pain <pain>/10, better with the pillow away from under the knee.",
      "Ice six times a day. Stairs one at a time with the rail.",
    ],
    middle: [
      "One stick outdoors, none in the kitchen.",
      "Got into the passenger seat without lifting the leg by hand.",
      "Calf soft; bruise down to the ankle is fading.",
    ],
    late: [
      "No stick. Walked to <outing> and back.",
      "Insurance letter in hand; back to driving an automatic.",
      "Thinking about the other knee already.",
    ],
    setback: ["Stiffened up after a chesty week in bed.", "Fell onto the hands at the kerb: knee spared, nerve lost."],
    signs: [
      "Wound healed, warm scar, no discharge.",
      "Calf soft and not tender, both ankles equal.",
      "Kneecap moves freely.",
    ],
    treatment: [
      "Flexion over the edge of the plinth with the other leg helping.",
      "Scar massage taught. Patellar glides.",
      "Gait between the bars: heel first, knee straight at the landing.",
    ],
    homework: [
      "Heel slides on a tray, every waking hour.",
      "Straight-leg lifts, three times ten; towel under the heel for ten minutes.",
      "Half a crank on the bike, rocking, until it goes over.",
    ],
  },
  {
    condition: "hipOsteoarthritis",
    sided: true,
    weeks: [8, 14],
    ages: [52, 84],
    measures: [
      { name: "flexion", unit: "°", start: [80, 95], goal: [105, 115] },
      { name: "single-leg stand", unit: " s", start: [4, 9], goal: [22, 30] },
    ],
    onset: [
      "<Side> groin pain with long walks for two years, and now with socks and toenails.",
      "Limps for the first ten steps, then again after the first mile.",
    ],
    early: ["Turning over in bed wakes <them>. Pain <pain>/10.", "<Companion> does the left sock."],
    middle: [
      "Long steps hurt, short ones don’t: has taken that to heart.",
      "Two stops on the way to <outing>, not four.",
    ],
    late: ["Own socks, own shoes.", "Half a day of <hobby>, with a sit in the middle."],
    setback: ["Stood for three hours at the fair on concrete; limping since."],
    signs: [
      "Inward rotation nearly gone, and painful.",
      "Pelvis drops on the other side from the third step.",
      "Back clear, knee clear.",
    ],
    treatment: [
      "Long-axis distraction, then side-lying abductions to fatigue.",
      "Belt glides in lying; loose for the walk to the car, says <name>.",
      "Stick set to wrist height, in the hand away from the hip.",
    ],
    homework: [
      "Clams and bridges, three times twelve.",
      "Swing the leg at the worktop before the stairs.",
      "Walk little and often; <hobby> in halves.",
    ],
  },
  {
    condition: "plantarFasciitis",
    sided: true,
    weeks: [8, 20],
    ages: [28, 66],
    measures: [
      { name: "single heel raises", unit: "", start: [4, 8], goal: [20, 25] },
      { name: "ankle bend, knee to wall", unit: " cm", start: [4, 6], goal: [9, 11] },
    ],
    onset: [
      "First steps of the day are on glass: <side> heel, inner side, since {the new job on concrete|running in old shoes|the weight went on}.",
      "Stood all day at <work>; hobbles to the car.",
    ],
    early: ["First step <pain>/10, easing after the kettle.", "Slippers are banned; cushioned shoes by the bed."],
    middle: [
      "The morning limp lasts to the bathroom door, no further.",
      "Raises on the towel roll burn, but the heel is quieter.",
    ],
    late: ["Up and down to the shop without a thought.", "Jogged for the bus, and for the one after."],
    setback: ["A day at the {zoo|museum} in thin shoes: a week lost."],
    signs: [
      "Tender at the inner heel; squeeze of the heel bone painless.",
      "Calf tight with the knee straight.",
      "Arch drops on standing, comes back on tiptoe.",
    ],
    treatment: [
      "Slow heel raises with toes on a rolled towel, three seconds up, two held, three down.",
      "Low-dye tape, to be worn for four days.",
      "Calf release and ankle glides in half-kneeling.",
    ],
    homework: [
      "Heel raises every other day, three times eight to twelve.",
      "Frozen bottle under the arch for five minutes after <work>.",
      "Toes pulled up by hand before the first step, ten times.",
    ],
  },
  {
    condition: "ankleSprain",
    sided: true,
    weeks: [4, 9],
    ages: [9, 48],
    measures: [
      { name: "knee to wall", unit: " cm", start: [2, 4], goal: [9, 12] },
      { name: "single-leg balance, eyes shut", unit: " s", start: [2, 5], goal: [18, 26] },
    ],
    onset: [
      "Rolled the <side> ankle {on a kerb|landing from a header|on a root in the wood}; heard a click, walked home. X-ray at the minor injuries unit clear.",
      "Egg-sized swelling on the outside, bruise down to the toes. Second time this year.",
    ],
    early: ["Crutches back in the cupboard. Pain <pain>/10 downhill.", "Sleeps with the blanket off the foot."],
    middle: ["Jogged on the grass on Sunday, in straight lines.", "Trusts it on stairs, not on cobbles."],
    late: [
      "Cut and turned at full speed in the gym, with no flinch.",
      "Played for {twenty|sixty} minutes and iced it out of habit.",
    ],
    setback: ["Turned it again, lightly, getting off the bike; swelling for two days."],
    signs: [
      "Tender over the front outer ligament only.",
      "Drawer test slightly loose, with a firm end.",
      "Bruise tracking to the toes.",
    ],
    treatment: [
      "Ankle glides with movement, pain-free, knee to wall gained 2 cm at once.",
      "Balance on the wobble cushion, throwing and catching.",
      "Hops to the clock face.",
    ],
    homework: [
      "Alphabet with the toes; calf raises three times fifteen.",
      "Stand on one leg for the tooth brushing, eyes shut by next week.",
      "Brace for sport until the spring.",
    ],
  },
];
