import type { BodyRegion } from "../../../../../contract/therapy/index.ts";
import { say } from "../words/index.ts";

const middle = {
  "front-head": "face",
  "front-neck": "neckFront",
  "front-belly": "abdomen",
  "back-head": "headBack",
  "back-neck": "neckBack",
  "back-belly": "lowerBack",
} as const;

const paired = {
  "front-shoulder": "shoulderFront",
  "front-chest": "chest",
  "front-upper-arm": "upperArmFront",
  "front-elbow": "elbowFront",
  "front-forearm": "forearmFront",
  "front-hand": "palm",
  "front-hip": "groinAndHip",
  "front-thigh": "thighFront",
  "front-knee": "kneeFront",
  "front-shin": "shin",
  "front-foot": "footTop",
  "back-shoulder": "shoulderBack",
  "back-chest": "upperBack",
  "back-upper-arm": "upperArmBack",
  "back-elbow": "elbowBack",
  "back-forearm": "forearmBack",
  "back-hand": "handBack",
  "back-hip": "buttock",
  "back-thigh": "thighBack",
  "back-knee": "kneeBack",
  "back-shin": "calf",
  "back-foot": "heelAndSole",
} as const;

/** A region as the reader calls it. The record has it in English. */
export function regionText({ name, view, side, shape }: BodyRegion): string {
  const key = `${view}-${shape}`;
  if (side === "middle") return isMiddle(key) ? say(middle[key]) : name;
  return isPaired(key) ? say(paired[key], { side }) : name;
}

function isMiddle(key: string): key is keyof typeof middle {
  return key in middle;
}

function isPaired(key: string): key is keyof typeof paired {
  return key in paired;
}
