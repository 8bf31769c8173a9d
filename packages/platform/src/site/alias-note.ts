import type { Text } from "#kernel";

/** Why a name means an area, by its code in `aliases.csv`; `what` is the word after it. */
const reasons = new Map<string, (what: string) => Text>(
  Object.entries({
    spelling: () => ({ nl: "andere spelling", en: "another spelling" }),
    "official-name": () => ({ nl: "officiële naam", en: "official name" }),
    together: () => ({ nl: "alle wijken samen", en: "all neighbourhoods together" }),
    several: () => ({
      nl: "deze naam gaat over meer dan één wijk",
      en: "this name covers more than one neighbourhood",
    }),
    short: (what: string) => ({ nl: `afkorting van ${what}`, en: `short for ${what}` }),
    part: (what: string) => ({ nl: `${what} is er een deel van`, en: `${what} is a part of it` }),
    "counted-with": (what: string) => ({
      nl: `de bron telt ${what} hierbij`,
      en: `the source counts ${what} with it`,
    }),
    adjoins: (what: string) => ({
      nl: `bedoeld is ook ${what}, dat ernaast ligt`,
      en: `${what} is meant as well, which adjoins it`,
    }),
  }),
);

/** A note at a name in both languages: `part: Spangen` is told in words; what is no code is told as a person wrote it. */
export function tellNote(note: string): Text {
  const [code = "", ...rest] = note.split(":");
  const what = rest.join(":").trim();
  return reasons.get(code.trim())?.(what) ?? { nl: note, en: note };
}
