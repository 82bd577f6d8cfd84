/** Why a picture isn't taken. */
export type PictureFault = "not-a-picture" | "carries-metadata" | "too-large-a-picture";
