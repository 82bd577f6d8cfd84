/** Of what sort a document is: a category of it. */
export const documentSystem = "urn:wardbook:document";
/** A picture or PDF that was added to the chart: a DocumentReference whose file is a Binary of its own (docs/attachments-and-letters.md). */
export const attachmentCode = "attachment";
export const attachmentKindSystem = "urn:wardbook:attachment-kind";
/** Extension: where on the body a picture was taken. */
export const bodySiteUrl = "urn:wardbook:body-site";
export const mostFileBytes = 8 * 1024 * 1024;
export const mostThumbnailBytes = 24 * 1024;
