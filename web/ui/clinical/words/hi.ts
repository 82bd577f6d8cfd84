import type { words as english } from "./en.ts";

export const words: Readonly<Record<keyof typeof english, string>> = {
  notRecorded: "दर्ज नहीं",
  since: "{day} से",
  until: "{day} तक",

  belowRange: "सीमा से कम",
  aboveRange: "सीमा से अधिक",
  abnormal: "असामान्य",
  criticallyLow: "गंभीर रूप से कम",
  criticallyHigh: "गंभीर रूप से अधिक",
  critical: "गंभीर",
  inRange: "सीमा में",
  noRange: "कोई संदर्भ सीमा नहीं",

  atLeast: "कम से कम {value}",
  upTo: "{value} तक",
  lessThan: "{value} से कम",
  atMost: "अधिक से अधिक {value}",
  moreThan: "{value} से अधिक",

  substanceNotNamed: "पदार्थ का नाम नहीं",
  alertWithoutWords: "बिना शब्दों की चेतावनी",
  medicineNotNamed: "दवा का नाम नहीं",
};
