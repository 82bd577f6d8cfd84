export { messageRule } from "./message-rule.ts";
export { openMessages } from "./messages.ts";
export type { Messages } from "./messages.ts";
export { MessagesError } from "./messages-error.ts";
export type { MessagesErrorCode } from "./messages-error.ts";
export { openMessageNews } from "./news.ts";
export type { MessageNews } from "./news.ts";
export type { Colleague, MessagesPorts, StaffRole } from "./ports.ts";
export type { MessageView } from "./view.ts";
