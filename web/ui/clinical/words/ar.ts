import type { words as english } from "./en.ts";

export const words: Readonly<Record<keyof typeof english, string>> = {
  notRecorded: "غير مسجّل",
  since: "منذ {day}",
  until: "حتى {day}",

  belowRange: "دون المجال",
  aboveRange: "فوق المجال",
  abnormal: "غير طبيعي",
  criticallyLow: "منخفض بدرجة حرجة",
  criticallyHigh: "مرتفع بدرجة حرجة",
  critical: "حرج",
  inRange: "ضمن المجال",
  noRange: "بلا مجال مرجعي",

  atLeast: "لا يقل عن {value}",
  upTo: "حتى {value}",
  lessThan: "أقل من {value}",
  atMost: "لا يزيد على {value}",
  moreThan: "أكثر من {value}",

  substanceNotNamed: "المادة غير مسمّاة",
  alertWithoutWords: "تنبيه بلا كلمات",
  medicineNotNamed: "الدواء غير مسمّى",
};
