export type { MailOutcome, Post, ReminderPorts } from "./ports.ts";
export { openReminders } from "./reminders.ts";
export type { Reminders } from "./reminders.ts";
export { reminderSettings } from "./settings.ts";
export { reminderAnswerUrl } from "./vocabulary.ts";
