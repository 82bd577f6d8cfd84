import type { MailCatalog } from "./mail-catalog.ts";

export const english: MailCatalog = {
  subject: {
    reminder: "Your appointment on {day}, {time}",
    change: "Changed: your appointment on {day}, {time}",
    cancelled: "Cancelled: your appointment on {day}, {time}",
  },
  sentence: {
    reminder: "You have an appointment with {clinic} on {day} at {time} ({zone}).",
    change: "The time or place has changed: your appointment is now with {clinic} on {day} at {time} ({zone}).",
    cancelled: "Your appointment with {clinic} on {day} at {time} ({zone}) is cancelled.",
  },
  where: "Where: {place}",
  cannotCome: "Please telephone if you can't come.",
  anotherTime: "Please telephone for another time.",
  why: "A program sent this, and nobody reads answers to it. You get it because you agreed to be reminded by e-mail: tell the desk if you\ndon't want that any more.",
  theClinic: "the clinic",
  summary: "Appointment, {clinic}",
};
