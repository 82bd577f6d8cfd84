const translated =
  /^\/(?:(?:account|board|calendar|enquiries|billing|messages|my-record|patients|reports)(?:\/.*)?|administration\/(?:branches|outside|papers|recoveries|registration|sign-in|templates))?\/?$/;

/** Whether the page at a path speaks every language, or says itself which part of it doesn't: a chart's frame does. */
export function isTranslated(path: string): boolean {
  return translated.test(path);
}
