/**
 * What most guessable passwords are made of, once digits, signs and look-alikes are taken away. A password must have twelve
 * characters of four kinds anyway, so the common ones that remain are decorated words: `Password123!`, `Welcome@2026`.
 */
const stems = new Set(
  `password passwort motdepasse contrasena passw passphrase welcome willkommen bienvenue letmein letmeinnow changeme changeit
   changethis default temporary temp secret topsecret admin administrator administration root superuser user username guest
   login signin access test testing tester demo example sample qwerty qwertyuiop qwertyui qwertz azerty asdf asdfgh asdfghjkl
   zxcvbn zxcvbnm qazwsx qazwsxedc abc abcd abcde abcdef abcdefg abcdefgh iloveyou iloveyouso loveyou lovely princess sunshine
   monkey dragon shadow master superman batman pokemon starwars football baseball basketball soccer hockey cricket liverpool
   chelsea arsenal manchester barcelona michael jessica ashley charlie jordan hunter summer winter spring autumn monday friday
   january february march april june july august september october november december london newyork america england hello
   helloworld goodmorning trustno freedom whatever computer internet google facebook microsoft windows apple samsung android
   company office hospital clinic doctor nurse nursing patient patients medical medicine health healthcare care carehome
   pharmacy physio physiotherapy surgery ward wardbook record records staff reception manager security secure`.split(
    /\s+/,
  ),
);

const lookAlikes: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "l",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/** Whether the password is a common word, or several, in ordinary decoration. */
export function isCommonPassword(password: string): boolean {
  const lower = password.toLowerCase();
  const decoded = lower.replace(/[013457@$!]/g, (sign) => lookAlikes[sign] ?? "");
  return [lower, decoded, trimmed(lower), decodedWithin(lower)].some(
    (form) => isMadeOfStems(lettersOf(form)) || isMonotonous(form),
  );
}

function lettersOf(text: string): string {
  return text.replace(/[^a-z]/g, "");
}

function trimmed(text: string): string {
  return text.replace(/^[^a-z]+|[^a-z]+$/g, "");
}

// Look-alikes inside a word are letters, those around it decoration: "p@ssw0rd1!" is "password".
function decodedWithin(text: string): string {
  return trimmed(text).replace(/[013457@$!]/g, (sign) => lookAlikes[sign] ?? "");
}

function isMadeOfStems(letters: string): boolean {
  if (stems.has(letters)) return true;
  // Two stems in a row ("adminadmin", "summerwelcome") are no harder to guess.
  for (let at = 3; at <= letters.length - 3; at++)
    if (stems.has(letters.slice(0, at)) && stems.has(letters.slice(at))) return true;
  return false;
}

const fewestDifferent = 5;

function isMonotonous(text: string): boolean {
  return new Set(text).size < fewestDifferent;
}
