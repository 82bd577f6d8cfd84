import type { words as english } from "./en.ts";

export const words: Readonly<Record<keyof typeof english, string>> = {
  aboutYears: "نحو {years} سنة",
  years: "{years, plural, two {سنتان} few {# سنوات} other {# سنة}}",
  months: "{months, plural, one {شهر واحد} two {شهران} few {# أشهر} other {# شهرًا}}",
  weeks: "{weeks, plural, one {أسبوع واحد} two {أسبوعان} few {# أسابيع} other {# أسبوعًا}}",
  days: "{days, plural, one {يوم واحد} two {يومان} few {# أيام} other {# يومًا}}",
  justNow: "الآن",
  minutesAgo: "قبل {minutes} د",
  hoursAgo: "قبل {hours} س",
  yesterday: "أمس",
  daysAgo: "{days, plural, one {قبل يوم} two {قبل يومين} few {قبل # أيام} other {قبل # يومًا}}",

  aboutWardbook: "عن Wardbook",
  motto: "سجلات صحية تستطيع أن تُظهر ما جرى لها.",
  sealed: "مختومة",
  sealedMeans: "كل سجل محفوظ تحت مفتاح مريضه وحده.",
  witnessed: "مشهودة",
  witnessedMeans: "كل اطّلاع يُدوَّن قبل أن يحدث.",
  checkable: "قابلة للتحقق",
  checkableMeans: "يستطيع كل من له الحق أن يثبت أن شيئًا لم يتغير.",
};
