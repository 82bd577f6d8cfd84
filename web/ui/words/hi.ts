import type { words as english } from "./en.ts";

export const words: Readonly<Record<keyof typeof english, string>> = {
  aboutYears: "लगभग {years} वर्ष",
  years: "{years} वर्ष",
  months: "{months, plural, one {# माह} other {# माह}}",
  weeks: "{weeks, plural, one {# सप्ताह} other {# सप्ताह}}",
  days: "{days, plural, one {# दिन} other {# दिन}}",
  justNow: "अभी",
  minutesAgo: "{minutes} मिनट पहले",
  hoursAgo: "{hours} घंटे पहले",
  yesterday: "कल",
  daysAgo: "{days, plural, one {# दिन पहले} other {# दिन पहले}}",

  aboutWardbook: "Wardbook के बारे में",
  motto: "स्वास्थ्य रिकॉर्ड जो दिखा सकते हैं कि उनके साथ क्या हुआ।",
  sealed: "मुहरबंद",
  sealedMeans: "हर रिकॉर्ड अपने मरीज़ की अपनी कुंजी के नीचे रहता है।",
  witnessed: "साक्षी सहित",
  witnessedMeans: "हर बार देखे जाने की बात, देखे जाने से पहले लिखी जाती है।",
  checkable: "जाँचने योग्य",
  checkableMeans: "जिसे अधिकार है वह साबित कर सकता है कि कुछ बदला नहीं गया।",
};
