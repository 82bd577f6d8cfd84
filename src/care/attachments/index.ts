export { attachmentRule } from "./attachment-rule.ts";
export { fileRule } from "./file-rule.ts";
export type { FilePorts } from "./named-files.ts";
export { reportRule } from "./report-rule.ts";
