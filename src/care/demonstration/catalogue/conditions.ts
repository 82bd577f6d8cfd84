import type { Term } from "../codes.ts";

function term(text: string, snomed: string, display: string = text): Term {
  return { text, snomed, display };
}

/** The problems that people of the demonstration have. A code stands only where it is beyond doubt. */
export const conditions = {
  hypertension: term("Hypertension", "38341003", "Hypertensive disorder"),
  type2Diabetes: term("Type 2 diabetes", "44054006", "Diabetes mellitus type 2"),
  prediabetes: term("Prediabetes", "15777000"),
  asthma: term("Asthma", "195967001"),
  copd: term("COPD", "13645005", "Chronic obstructive pulmonary disease"),
  atrialFibrillation: term("Atrial fibrillation", "49436004"),
  heartFailure: term("Heart failure", "84114007"),
  coronaryDisease: term("Coronary heart disease", "53741008", "Coronary arteriosclerosis"),
  hyperlipidaemia: term("Raised cholesterol", "55822004", "Hyperlipidemia"),
  stroke: term("Stroke", "230690007", "Cerebrovascular accident"),
  dementia: term("Dementia", "52448006"),
  alzheimers: term("Alzheimer’s disease", "26929004", "Alzheimer's disease"),
  parkinsons: term("Parkinson’s disease", "49049000", "Parkinson's disease"),
  osteoporosis: term("Osteoporosis", "64859006"),
  hypothyroidism: term("Underactive thyroid", "40930008", "Hypothyroidism"),
  depression: term("Depression", "35489007", "Depressive disorder"),
  anxiety: term("Anxiety", "48694002", "Anxiety"),
  migraine: term("Migraine", "37796009"),
  gout: term("Gout", "90560007"),
  reflux: term("Acid reflux", "235595009", "Gastroesophageal reflux disease"),
  ironDeficiency: term("Iron deficiency anaemia", "87522002", "Iron deficiency anemia"),
  kidneyDisease: term("Chronic kidney disease stage 3", "433144002"),
  insomnia: term("Insomnia", "193462001"),
  constipation: term("Constipation", "14760008"),
  hearingLoss: term("Hearing loss", "15188001"),
  pressureUlcer: term("Pressure ulcer", "399912005"),
  urinaryInfection: term("Urinary tract infection", "68566005", "Urinary tract infectious disease"),
  chestInfection: { text: "Chest infection" },
  weightLoss: { text: "Unintended weight loss" },
  prostateEnlargement: { text: "Enlarged prostate with urinary symptoms" },
  vitaminDDeficiency: term("Vitamin D deficiency", "34713006"),
  hayFever: term("Hay fever", "367498001", "Seasonal allergic rhinitis"),
  eczema: term("Eczema", "43116000"),
  lowBackPain: term("Low back pain", "279039007"),
  neckPain: term("Neck pain", "81680005"),
  sciatica: term("Sciatica", "23056005"),
  kneeOsteoarthritis: term("Osteoarthritis of the knee", "239873007", "Osteoarthritis of knee"),
  hipOsteoarthritis: term("Osteoarthritis of the hip", "239872002", "Osteoarthritis of hip"),
  frozenShoulder: term("Frozen shoulder", "399114005", "Adhesive capsulitis of shoulder"),
  tennisElbow: term("Tennis elbow", "202855006", "Lateral epicondylitis"),
  plantarFasciitis: term("Plantar fasciitis", "202882003"),
  ankleSprain: term("Ankle sprain", "44465007", "Sprain of ankle"),
  carpalTunnel: term("Carpal tunnel syndrome", "57406009"),
  kneeReplacement: { text: "Rehabilitation after knee replacement" },
  deconditioning: { text: "Reduced mobility after illness" },
} as const satisfies Readonly<Record<string, Term>>;

export type ConditionKey = keyof typeof conditions;
