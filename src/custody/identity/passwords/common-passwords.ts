import { listedPasswords } from "./listed-passwords.ts";

/**
 * What most guessable passwords are made of, once digits, signs and look-alikes are taken away: `Password123!`, `Welcome@2026`,
 * `iloveyou1`. Of the lists of breached passwords those of eight characters and more are nearly all such words, names, walks
 * over the keyboard or digits alone.
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
   pharmacy physio physiotherapy surgery ward wardbook record records staff reception manager security secure
   jennifer butterfly mustang corvette midnight elizabeth danielle samantha christopher anthony matthew jonathan benjamin
   alexander alexandra victoria stephanie michelle nicholas patrick william richard robert thomas daniel joseph andrew joshua
   amanda melissa nicole rebecca heather hannah brandon justin tyler austin dakota chicago dallas boston houston phoenix
   ferrari porsche mercedes harley yamaha cowboys yankees steelers lakers rangers broncos eagles packers redsox tigers
   cookie chocolate cheese banana orange peanut pepper ginger coffee vanilla strawberry blueberry pineapple watermelon
   forever friends family mother father brother sister baby babygirl angel angels heaven jesus blessed grace faith
   liverpoolfc juventus realmadrid flamenco marseille cristiano ronaldo beckham metallica nirvana slipknot eminem blink
   naruto dragonball digimon pikachu minecraft fortnite roblox warcraft starcraft counter halflife gandalf frodo hobbit
   matrix merlin wizard phantom viper cobra falcon raiders warrior gladiator spartan knight thunder lightning maverick
   killer hacker destiny diamond crystal silver golden purple yellow scooter snoopy garfield mickey tweety barbie hello kitty
   sweetheart sweetie honey darling loverboy lovebug loveme mylove beautiful gorgeous fluffy buster bandit rocky max bailey
   charlotte sophie olivia isabella natalie vanessa jasmine gabriel sebastian fernando alejandro carlos eduardo antonio
   windows linux ubuntu oracle cisco vmware server database network system systems developer support helpdesk service
   newpassword oldpassword mypassword nopassword passwordpassword passcode passkey letmeinplease openup opensesame abracadabra
   blahblah whatever nothing something anything everything unknown fuckyou fuckoff asshole biteme sexy pussy`.split(
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

/** Whether the password is one of the commonest, or a common word, or several, in ordinary decoration. */
export async function isCommonPassword(password: string): Promise<boolean> {
  const listed = await listedPasswords();
  const lower = password.toLowerCase();
  if (isDigitsAlone(lower) || isRepeated(lower) || isMadeOfWalks(lower)) return true;
  const decoded = lower.replace(/[013457@$!]/g, (sign) => lookAlikes[sign] ?? "");
  return [lower, decoded, trimmed(lower), decodedWithin(lower)].some(
    (form) => listed.has(form) || isMadeOfStems(lettersOf(form), form) || isMonotonous(form),
  );
}

/** Neighbours on a keyboard, row by row and column by column. */
const walks = [
  "1234567890",
  "0987654321",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "qwertzuiop",
  "azertyuiop",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
  "zaq12wsxcde34rfvbgt56yhnmju7",
  "1q2w3e4r5t6y7u8i9o0p",
  "q1w2e3r4t5y6u7i8o9p0",
  "a1s2d3f4g5h6j7k8l9",
  "abcdefghijklmnopqrstuvwxyz",
];
const shortestWalk = 4;

/** Whether nothing is left once walks over the keyboard are taken out. */
function isMadeOfWalks(text: string): boolean {
  let at = 0;
  while (at < text.length) {
    const length = longestWalkAt(text, at);
    if (length < shortestWalk) return false;
    at += length;
  }
  return text.length > 0;
}

function longestWalkAt(text: string, at: number): number {
  let longest = 0;
  for (const walk of walks)
    for (const way of [walk, [...walk].reverse().join("")])
      for (let length = text.length - at; length > longest; length -= 1)
        if (way.includes(text.slice(at, at + length))) longest = length;
  return longest;
}

function isRepeated(text: string): boolean {
  return /^(.{1,8})\1+.?$/u.test(text);
}

function isDigitsAlone(text: string): boolean {
  return /^[\p{Nd}\s./-]*$/u.test(text);
}

function lettersOf(text: string): string {
  return text.replace(/[^a-z]/g, "");
}

function trimmed(text: string): string {
  // Letters of every script count: a password in Cyrillic or Arabic is not all decoration.
  return text.replace(/^\P{L}+|\P{L}+$/gu, "");
}

// Look-alikes inside a word are letters, those around it decoration: "p@ssw0rd1!" is "password".
function decodedWithin(text: string): string {
  return trimmed(text).replace(/[013457@$!]/g, (sign) => lookAlikes[sign] ?? "");
}

function isMadeOfStems(letters: string, form: string): boolean {
  if (/\p{L}/u.test(form.replace(/[a-z]/g, ""))) return false;
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
