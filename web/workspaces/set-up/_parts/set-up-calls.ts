import { z } from "zod";
import {
  demonstrationProgress,
  type DemonstrationProgress,
  type SetUpRequest,
  signInStep,
  type SignInStep,
} from "../../../../contract/index.ts";
import { api, type RequestOptions } from "../../../app/api.ts";

/** Makes the organisation and its administrator. */
export function setUp(input: SetUpRequest): Promise<SignInStep> {
  return api.post("/api/set-up", input, signInStep);
}

/** Begins to fill the demonstration organisation. */
export async function startDemonstration(token: string): Promise<void> {
  await api.post("/api/demonstration", { token }, z.unknown());
}

export function readDemonstrationProgress(options: RequestOptions): Promise<DemonstrationProgress> {
  return api.get("/api/demonstration/progress", demonstrationProgress, options);
}
