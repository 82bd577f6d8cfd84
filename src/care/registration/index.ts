export type { Alike } from "./find-alike.ts";
export type { LikeBecause, Newcomer } from "./likeness.ts";
export type { RegistrationPorts } from "./ports.ts";
export { openRegistration } from "./registration.ts";
export type { Registration } from "./registration.ts";
export { nameOf, numberOf } from "./patient-words.ts";
