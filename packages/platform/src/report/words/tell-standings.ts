import { formatDate, formatNumber, type Language } from "#kernel";
import { type Standing, standing } from "#parliament";
import { type Making, programmeRelease } from "../making.ts";
import type { Words } from "../types.ts";
import { enumerateWords, plural } from "./grammar.ts";
import { figure, words } from "./words.ts";

/** In the order in which a reader wants to know. */
const order: readonly Standing[] = ["done", "overdue", "due", "recurring", "open"];

const counted = {
  nl: {
    done: ["is er 1 nagekomen", "zijn er # nagekomen"],
    overdue: ["is er 1 te laat", "zijn er # te laat"],
    due: ["moet er nog 1 worden nagekomen", "moeten er nog # worden nagekomen"],
    recurring: ["komt er 1 steeds terug", "komen er # steeds terug"],
    open: ["heeft er 1 geen datum", "hebben er # geen datum"],
  },
  en: {
    done: ["1 has been kept", "# have been kept"],
    overdue: ["1 is overdue", "# are overdue"],
    due: ["1 is still to be kept", "# are still to be kept"],
    recurring: ["1 keeps recurring", "# keep recurring"],
    open: ["1 has no date", "# have no date"],
  },
} as const satisfies Record<Language, Record<Standing, readonly [string, string]>>;

/** How a promise stands, in a word or two. */
export const standingWords: Readonly<Record<Language, Readonly<Record<Standing, string>>>> = {
  nl: {
    done: "nagekomen",
    overdue: "te laat",
    due: "nog te doen",
    recurring: "loopt door",
    open: "geen datum",
  },
  en: {
    done: "kept",
    overdue: "overdue",
    due: "still to do",
    recurring: "ongoing",
    open: "no date",
  },
};

function countOf(making: Making, one: Standing, count: number): Words {
  const [single, several] = counted[making.language][one];
  const [before, after] = plural(count, single.replace("1", "#"), several).split("#");
  const shown = figure(formatNumber(count, making.language), count, {
    measure: "fact",
    subject: `commitments-${one}`,
    area: null,
    periods: [],
    releases: programmeRelease(making),
  });
  return words`${before ?? ""}${shown}${after ?? ""}`;
}

/** How many promises were made, and how they stand on the report's day. Null when none was made. */
export function tellStandings(making: Making): Words | null {
  const { commitments, date, language } = making;
  const all = commitments.length;
  if (all === 0) return null;
  const parts = order.flatMap((one) => {
    const count = commitments.filter((commitment) => standing(commitment, date) === one).length;
    return count === 0 ? [] : [countOf(making, one, count)];
  });
  const total = figure(formatNumber(all, language), all, {
    measure: "fact",
    subject: "commitments",
    area: null,
    periods: [],
    releases: programmeRelease(making),
  });
  const day = formatDate(date, language);
  const list = enumerateWords(parts, language);
  return language === "nl"
    ? words`Stand op ${day}: van de ${total} ${plural(all, "toezegging", "toezeggingen")} aan de Kamer ${list}.`
    : words`As of ${day}, of the ${total} ${plural(all, "commitment", "commitments")} to parliament ${list}.`;
}
