import { take, whenNeeded } from "../catalogue/medicines.ts";
import { type ConditionLine, step } from "./condition-line.ts";

const sertraline = (dose: number): ReturnType<typeof take> => take("sertraline", `${dose} mg`, [dose, "mg"], "morning");

export const mindGutAndBoneLines: readonly ConditionLine[] = [
  {
    condition: "depression",
    visit: "Mood review",
    burden: [["weight", -1.2]],
    regimens: [
      [step(7, sertraline(50))],
      [step(7, sertraline(50)), step(90, sertraline(100), [], "sertraline")],
      [step(10, take("mirtazapine", "15 mg", [15, "mg"], "night"), [["weight", 2]])],
    ],
    watchedBy: [],
    found: [
      "Flat and tearful for {two|three} months since {the redundancy|the move|<their> father died}. Wakes at four. No thoughts of self-harm.",
      "<Companion> made the appointment. <They> has let the <hobby> go and answers no calls.",
    ],
    well: [
      "Brighter; eye contact good; made a joke about the waiting room fish.",
      "Back to <hobby> on Saturdays. Sleeps till six.",
      "No thoughts of self-harm. Looks forward to the <treat>.",
      "Side effects of the first fortnight have gone.",
    ],
    unwell: [
      "A bad month: off work again, house dark, <companion> worried.",
      "Took the tablets on and off. Says there is no point, but no plan or wish to die.",
      "Sleep in pieces, appetite gone, cried through half the visit.",
    ],
    plan: [
      "Same dose for at least six more months; no sudden stopping.",
      "Talking therapy letter chased: first session is promised within the month.",
      "Small step agreed: {ten minutes of <hobby>|a walk round the block} each day before noon.",
    ],
    changes: ["See again in two weeks. Crisis number saved in the phone together."],
  },
  {
    condition: "anxiety",
    visit: "Anxiety review",
    burden: [["heartRate", 5]],
    regimens: [
      [step(14, sertraline(50))],
      [step(7, take("propranolol", "40 mg", [40, "mg"], "twice"), [["heartRate", -7]])],
    ],
    watchedBy: ["thyroid"],
    found: [
      "Heart racing in queues and on buses, fear of fainting. Thyroid and tracing normal; that alone was a relief to <them>.",
    ],
    well: [
      "Took the bus to <outing> alone last week, for the first time in a year.",
      "Breathing exercise works if begun early.",
      "Worries still come, but pass within the hour.",
    ],
    unwell: [
      "Three panics in a fortnight, one in the supermarket; left the trolley and ran.",
      "Checks <their> pulse all day on the watch.",
    ],
    plan: [
      "Guided self-help modules two and three before next time.",
      "Leave the watch in the drawer at weekends.",
      "Carry on with the tablets; review in six weeks.",
      "Step-by-step list of feared places made together: smallest one first.",
    ],
  },
  {
    condition: "migraine",
    visit: "Migraine review",
    burden: [],
    regimens: [
      [step(0, whenNeeded("sumatriptan", "50 mg", [50, "mg"], "migraine, at the first sign", 100))],
      [
        step(0, whenNeeded("sumatriptan", "50 mg", [50, "mg"], "migraine, at the first sign", 100)),
        step(60, take("propranolol", "40 mg", [40, "mg"], "twice"), [["heartRate", -7]]),
      ],
    ],
    watchedBy: [],
    found: [
      "One-sided pounding headaches with zigzags beforehand, {two|three} a month, lasting a day. Examination of nerves and fundi normal.",
    ],
    well: [
      "Two attacks in three months, both aborted by the tablet within two hours.",
      "The diary points to missed lunches and bright screens.",
      "Neurological examination normal.",
    ],
    unwell: [
      "Six attacks last month and two days lost from <work>.",
      "Taking painkillers on more than ten days a month, which may itself be the trouble.",
    ],
    plan: ["Diary again; regular meals and bedtimes.", "Prevention continued for six months, then try without."],
    changes: ["No painkillers on more than two days a week for a month."],
  },
  {
    condition: "reflux",
    visit: "Acid reflux",
    burden: [],
    regimens: [
      [step(0, take("omeprazole", "20 mg", [20, "mg"], "morning"))],
      [step(0, take("lansoprazole", "15 mg", [15, "mg"], "morning"))],
    ],
    watchedBy: [],
    found: ["Burning behind the breastbone after late meals, worse lying down. No trouble swallowing, no weight loss."],
    well: ["Only a twinge after curry. Bed head raised on two bricks.", "Swallowing normal, weight steady."],
    unwell: [
      "Came back within days of stopping the capsules.",
      "Night cough and a sour taste since the coffee machine arrived at <work>.",
    ],
    plan: [
      "Lowest dose that works. Nothing to eat within three hours of bed.",
      "Try every other day from next month.",
      "Come straight back if food sticks.",
    ],
  },
  {
    condition: "gout",
    visit: "Gout review",
    burden: [],
    regimens: [
      [
        step(30, take("allopurinol", "100 mg", [100, "mg"], "morning")),
        step(75, take("allopurinol", "300 mg", [300, "mg"], "morning"), [], "allopurinol"),
      ],
    ],
    watchedBy: ["renal"],
    found: ["Woken by a big toe that could not bear the sheet; red, hot and shiny. Third time in a year."],
    well: ["No attack since the dose went up.", "Drinks water at <work> and has halved the beer."],
    unwell: ["A sore, hot toe last week after the wedding, settled by itself in five days."],
    plan: ["Allopurinol goes on even during an attack.", "Kidney function yearly."],
    changes: ["Cold pack and rest for the toe; no anti-inflammatories on top without asking."],
  },
  {
    condition: "ironDeficiency",
    visit: "Anaemia follow-up",
    burden: [
      ["haemoglobin", -3.1],
      ["cellVolume", -13],
      ["ferritin", -52],
      ["heartRate", 6],
    ],
    regimens: [
      [
        step(
          3,
          take("ferrousFumarate", "210 mg", [210, "mg"], "morning", {
            advice: "with orange juice, on an empty stomach",
          }),
          [
            ["haemoglobin", 2.7],
            ["cellVolume", 11],
            ["ferritin", 36],
            ["heartRate", -5],
          ],
        ),
      ],
    ],
    control: ["haemoglobin", 11.6, 20],
    watchedBy: ["bloodCount", "iron"],
    found: [
      "Tired to the bone and pale; small cells and empty iron stores on the count. {Heavy periods the likely cause|Stool test and gut questions negative}.",
    ],
    well: [
      "Colour back in the cheeks. Climbs the stairs at <work> without stopping.",
      "Black stools explained; no constipation to speak of.",
    ],
    unwell: [
      "Iron tablets taken only when remembered, as they bind <them> up.",
      "Still breathless on the hill, ice-chewing again.",
    ],
    plan: [
      "Three months more after the count is right, to fill the stores.",
      "Every other day suits the stomach and works as well.",
      "Blood count in {four|eight} weeks.",
    ],
  },
  {
    condition: "kidneyDisease",
    visit: "Kidney function review",
    burden: [
      ["creatinine", 0.48],
      ["haemoglobin", -0.8],
      ["potassium", 0.3],
      ["systolic", 6],
    ],
    regimens: [
      [
        step(20, take("ramipril", "2.5 mg", [2.5, "mg"], "morning"), [
          ["systolic", -7],
          ["creatinine", 0.05],
        ]),
      ],
    ],
    watchedBy: ["renal", "bloodCount"],
    found: [
      "Kidney function has slid over three samples. No blood or protein on dipstick. Ultrasound: two smallish kidneys, nothing blocked.",
    ],
    well: ["Kidney function level with last year.", "Drinks steadily, passes water well, no ankle swelling."],
    unwell: [
      "A bout of sickness knocked the kidney function back; it has half recovered.",
      "Had been buying ibuprofen for the knee; stopped today and explained why.",
    ],
    plan: [
      "Sick-day rule: leave the ramipril out while vomiting.",
      "No anti-inflammatories.",
      "Kidney function in {three|six} months.",
    ],
  },
  {
    condition: "osteoporosis",
    visit: "Bone health review",
    burden: [],
    regimens: [
      [
        step(
          14,
          take("alendronicAcid", "70 mg", [70, "mg"], "morning", {
            everyDays: 7,
            advice: "upright, with a full glass of water, half an hour before food",
          }),
        ),
        step(14, take("colecalciferol", "20 micrograms", [20, "micrograms"], "morning")),
      ],
    ],
    watchedBy: ["renal"],
    found: ["Wrist broken by a simple trip at home; bone scan in the osteoporosis range."],
    well: [
      "Takes the weekly tablet on Sundays, sitting upright with the radio news.",
      "No back pain, no loss of height.",
    ],
    unwell: [
      "Heartburn after the weekly tablet: has been taking it in bed.",
      "A sudden pain between the shoulder blades after lifting, easing now.",
    ],
    plan: [
      "Stays on the weekly tablet until the five-year review.",
      "Heel drops and sit-to-stands, ten of each, at the sink.",
      "Dentist told about the tablet.",
    ],
  },
  {
    condition: "vitaminDDeficiency",
    visit: "Vitamin D",
    burden: [],
    regimens: [[step(3, take("colecalciferol", "20 micrograms", [20, "micrograms"], "morning"))]],
    watchedBy: [],
    found: ["Aching thighs and a winter indoors; the level came back low."],
    well: ["Aches gone.", "Remembers the capsule with breakfast."],
    unwell: ["Forgot about the capsules in the summer, and the thighs ache again."],
    plan: ["One capsule a day, all year.", "Sun on the forearms for a quarter of an hour when there is any."],
  },
  {
    condition: "insomnia",
    visit: "Sleep",
    burden: [],
    regimens: [[step(7, take("melatonin", "2 mg", [2, "mg"], "night", { courseDays: 91 }))]],
    watchedBy: [],
    found: ["Lies awake from two till five and naps after lunch. No snoring, no low mood."],
    well: ["Sleeping five nights out of seven since the naps stopped."],
    unwell: ["Back to watching the clock; phone in bed."],
    plan: [
      "Up at the same time each day, whatever the night was like.",
      "Sleep diary for a fortnight; no screens after ten.",
    ],
  },
  {
    condition: "prostateEnlargement",
    visit: "Waterworks review",
    sex: "male",
    burden: [],
    regimens: [[step(7, take("tamsulosin", "400 micrograms", [400, "micrograms"], "morning"), [["systolic", -2]])]],
    watchedBy: ["renal"],
    found: [
      "Slow stream, up three times a night. Prostate smooth and enlarged; PSA discussed and within range for age.",
    ],
    well: ["Up once at night now, and the stream is better.", "No dizziness on the capsules."],
    unwell: ["Dribbling and hurry are back; two near misses at the shops."],
    plan: ["Less tea after six. Carry on with the capsule.", "Symptom score again in three months."],
  },
  {
    condition: "eczema",
    visit: "Eczema",
    burden: [],
    regimens: [[]],
    watchedBy: [],
    found: ["Itchy creases at elbows and behind the knees since the heating went on."],
    well: ["Skin soft with the thick moisturiser twice a day."],
    unwell: ["Scratched raw behind the left knee; not infected."],
    plan: ["Moisturiser from the big tub, downwards with the hair, twice a day. Bath lukewarm and short."],
  },
];
