import type { HeardFrom } from "../../../../contract/index.ts";

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
  { value: "search", label: "A search on the internet" },
  { value: "friend", label: "A friend or relative" },
  { value: "doctor", label: "A doctor" },
  { value: "passing", label: "Passing by" },
  { value: "patient-before", label: "I was here before" },
  { value: "other", label: "Otherwise" },
];

const telephone = /^\+?[\d ()./-]{5,32}$/;
const email = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/;

/** What is wrong with what was typed, by field. */
export function contactFaults(typed: Contact): Partial<Record<"name" | "telephone" | "email", string>> {
  const [phone, mail] = [typed.telephone.trim(), typed.email.trim()];
  return {
    ...(typed.name.trim() === "" ? { name: "Your name." } : {}),
    ...(phone !== "" && !telephone.test(phone) ? { telephone: "A telephone number: digits and spaces." } : {}),
    ...(mail !== "" && !email.test(mail) ? { email: "An address such as name@example.org." } : {}),
    ...(phone === "" && mail === ""
      ? { telephone: "A telephone number or an e-mail address, so that we can answer." }
      : {}),
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
