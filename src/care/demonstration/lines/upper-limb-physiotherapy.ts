import type { PhysiotherapyLine } from "./physiotherapy-line.ts";

export const upperLimbPhysiotherapy: readonly PhysiotherapyLine[] = [
  {
    condition: "frozenShoulder",
    sided: true,
    weeks: [14, 30],
    ages: [42, 70],
    measures: [
      { name: "external rotation", unit: "°", start: [10, 22], goal: [48, 60] },
      { name: "elevation", unit: "°", start: [85, 105], goal: [150, 170] },
    ],
    onset: [
      "Five months of <side> shoulder pain that began for no reason; now can't {fasten a bra|reach the back pocket|put on a coat} without help.",
      "Woke one morning in the winter with a sore <side> shoulder; the pain spread to the elbow and the stiffness followed.",
      "Can't sleep on the <side>. Jerking movements, like catching a falling cup, bring tears.",
    ],
    early: [
      "Nights are still the worst; wakes each time <they> rolls over.",
      "Managed the {washing line|top shelf} with the other arm. Pain <pain>/10 at worst, against <before> last time.",
      "Has stopped lifting the kettle with the <side> hand.",
    ],
    middle: [
      "The ache has gone from constant to a catch at the end of movement.",
      "Washed <their> own hair for the first time since the spring.",
      "Stiffer than it is painful now: a fair exchange, says <name>.",
    ],
    late: [
      "Reached the top shelf at <work> without thinking about it.",
      "Sleeps on the <side> again. Only the last bit behind the back is missing.",
      "<Hobby> last weekend, the whole morning, with nothing to pay for it next day.",
    ],
    setback: [
      "Grabbed the banister on a missed step and has been sore for five days.",
      "Overdid the {ceiling painting|hedge}; back to <pain>/10 at night.",
    ],
    signs: [
      "Capsular pattern: rotation lost most, then abduction.",
      "Hitching of the shoulder blade from the first third of the lift.",
      "Resisted tests painless; neck clear.",
      "Hand behind back to the {sacrum|waistband|bra line}.",
    ],
    treatment: [
      "Glides of the shoulder joint downwards and backwards, grade 3, five sets.",
      "Hold-relax into external rotation, six repetitions.",
      "Stretch of the back of the capsule in side-lying; soft tissue work to the upper trapezius.",
      "Heat for ten minutes, then assisted elevation with the pulley.",
    ],
    homework: [
      "Stick rotations lying down, three times ten, twice a day.",
      "Pendulums before getting dressed; table slides in the evening.",
      "Towel behind the back, slowly, thirty seconds, five times.",
    ],
  },
  {
    condition: "tennisElbow",
    sided: true,
    weeks: [8, 16],
    ages: [30, 62],
    measures: [
      { name: "pain-free grip", unit: " kg", start: [8, 16], goal: [28, 38] },
      { name: "wrist extension against load", unit: " kg", start: [1, 2], goal: [4, 6] },
    ],
    onset: [
      "Pain on the outside of the <side> elbow since a weekend of {laying decking|moving house|pruning}; shaking hands hurts.",
      "Drops cups. The mouse at <work> sets it off within the hour.",
    ],
    early: [
      "Turning the key is the worst, <pain>/10.",
      "The strap helps for the drive but not for the lifting.",
      "No pins and needles, no neck pain.",
    ],
    middle: [
      "Can carry the shopping with the palm up.",
      "Sore for a few hours after loading, gone by the morning: as it should be.",
      "Back to the mouse, with the keyboard closer in.",
    ],
    late: [
      "<Hobby> without the strap on Sunday.",
      "Opened a jar for <companion> and only then noticed it hadn't hurt.",
    ],
    setback: [
      "Helped <companion> carry a washing machine down the stairs; grip fell back.",
      "Skipped the loading for two weeks and feels it.",
    ],
    signs: [
      "Tender a thumb's breadth below the outer elbow point.",
      "Pain on resisted middle-finger extension.",
      "Full range at the elbow; nerve tension test clear.",
    ],
    treatment: [
      "Slow heavy wrist extension, 3 seconds up and 4 down, three sets of eight.",
      "Movement with a sideways glide at the elbow, gripping pain-free, ten times.",
      "Isometric holds of 45 seconds, five times, at a pain of 3 at most.",
    ],
    homework: [
      "Wrist extension with the {water bottle|1.5 kg weight} every other day.",
      "Towel twists, both directions, ten each.",
      "Breaks at the keyboard every forty minutes; lift with the palm up.",
    ],
  },
  {
    condition: "carpalTunnel",
    sided: true,
    weeks: [6, 12],
    ages: [32, 68],
    measures: [
      { name: "pinch", unit: " kg", start: [3, 5], goal: [6, 8] },
      { name: "Phalen’s test, seconds to tingling", unit: "", start: [10, 20], goal: [50, 60] },
    ],
    onset: [
      "Tingling of the <side> thumb and first two fingers at night; shakes the hand to get the feeling back.",
      "Buttons and needles have become a trial. Worse since {the pregnancy|the overtime|the knitting for the fair}.",
    ],
    early: [
      "Wakes twice a night with a dead hand; pain <pain>/10.",
      "The splint slipped off in the night for the first week.",
    ],
    middle: ["Sleeps through with the splint on five nights of seven.", "Tingling only on the phone now."],
    late: ["No night tingling for a fortnight.", "Did up <their> own cufflinks for the wedding."],
    setback: ["Left the splint at <companion>’s and was up three nights in a row."],
    signs: [
      "Thumb muscle full, no wasting.",
      "Light touch slightly dull at the tip of the middle finger.",
      "Neck movements don’t change it.",
    ],
    treatment: [
      "Nerve glides for the wrist, two sets of ten, symptom-free range.",
      "Splint refitted in neutral. Tendon glides taught.",
      "Soft tissue stretch across the heel of the hand.",
    ],
    homework: [
      "Splint every night for six weeks.",
      "Nerve glides thrice a day; stop at the first tingle.",
      "Lower the chair at <work> so that the wrists are straight.",
    ],
  },
  {
    condition: "neckPain",
    sided: true,
    weeks: [5, 12],
    ages: [20, 72],
    measures: [
      { name: "rotation to that side", unit: "°", start: [35, 48], goal: [68, 78] },
      { name: "deep neck flexor hold", unit: " s", start: [6, 12], goal: [28, 36] },
    ],
    onset: [
      "Stiff, aching <side> side of the neck since {a long drive|sleeping on a sofa|a new desk at <work>}; headaches by the afternoon.",
      "Can’t look over the <side> shoulder when reversing. No arm pain, no numbness, no dizziness.",
    ],
    early: ["Headaches on four days this week. Pain <pain>/10.", "Turns the whole body instead of the head."],
    middle: ["Reversed into the space at <outing> without wincing.", "One headache since last time, gone with a walk."],
    late: ["A full day at <work> without rubbing the neck.", "Forgets about it, until the exercises remind <them>."],
    setback: [
      "A night on a train undid a fortnight’s work.",
      "Deadline at <work>: three late evenings over the laptop, and stiff again.",
    ],
    signs: [
      "Tender and stiff over the middle facet joints on the <side>.",
      "Reflexes and strength in the arms normal.",
      "Chin pokes forward by two fingers when tired.",
    ],
    treatment: [
      "Sustained glides with rotation, six repetitions, better at once by ten degrees.",
      "Soft tissue release of levator and suboccipitals.",
      "Upper back mobilised over the foam roll.",
    ],
    homework: [
      "Chin nods lying down, ten times ten seconds.",
      "Turn-and-hold with the towel, five each hour at the desk.",
      "Screen raised on two books; phone to the ear, not the ear to the phone.",
    ],
  },
];
