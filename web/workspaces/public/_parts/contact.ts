import type { HeardFrom } from "../../../../contract/index.ts";
import { say } from "../words/index.ts";

/** What both forms ask of whoever asks. */
export type Contact = {
  readonly name: string;
  readonly telephone: string;
  readonly email: string;
  readonly heardFrom: HeardFrom | null;
  readonly website: string;
};

export const noContact: Contact = { name: "", telephone: "", email: "", heardFrom: null, website: "" };

export const heardWays: readonly { readonly value: HeardFrom; readonly label: string }[] = [
  { value: "search", label: say("heardSearch") },
  { value: "friend", label: say("heardFriend") },
  { value: "doctor", label: say("heardDoctor") },
  { value: "passing", label: say("heardPassing") },
  { value: "patient-before", label: say("heardBefore") },
  { value: "other", label: say("heardOther") },
];

const telephone = /^\+?[\d ()./-]{5,32}$/;
const email = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/;

/** What is wrong with what was typed, by field. */
export function contactFaults(typed: Contact): Partial<Record<"name" | "telephone" | "email", string>> {
  const [phone, mail] = [typed.telephone.trim(), typed.email.trim()];
  return {
    ...(typed.name.trim() === "" ? { name: say("yourName") } : {}),
    ...(phone !== "" && !telephone.test(phone) ? { telephone: say("phoneFault") } : {}),
    ...(mail !== "" && !email.test(mail) ? { email: say("emailFault") } : {}),
    ...(phone === "" && mail === "" ? { telephone: say("reachFault") } : {}),
  };
}

/** What goes out: what wasn't typed is left out. */
export function contactOf({ name, telephone: phone, email: mail, heardFrom, website }: Contact) {
  return {
    name: name.trim(),
    telephone: phone.trim() === "" ? undefined : phone.trim(),
    email: mail.trim() === "" ? undefined : mail.trim(),
    heardFrom: heardFrom ?? undefined,
    website,
  };
}
