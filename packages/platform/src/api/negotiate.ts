import type { Language } from "#kernel";

/** One wish of an `Accept…` header. */
interface Wish {
  readonly name: string;
  readonly weight: number;
}

const wishesIn = (header: string): readonly Wish[] =>
  header
    .slice(0, 1000)
    .split(",")
    .map((part) => {
      const [name = "", ...parameters] = part.split(";").map((word) => word.trim().toLowerCase());
      const weight = Number(parameters.find((word) => word.startsWith("q="))?.slice(2) ?? 1);
      return { name, weight: Number.isNaN(weight) ? 0 : weight };
    })
    .filter(({ name }) => name !== "");

/** How much a media type is wished for: the most exact wish that covers it counts. */
function weightOf(type: string, wishes: readonly Wish[]): number {
  const [whole, sort] = [type.toLowerCase(), `${type.split("/")[0]}/*`];
  for (const name of [whole, sort, "*/*"]) {
    const found = wishes.find((wish) => wish.name === name);
    if (found !== undefined) return found.weight;
  }
  return 0;
}

/** The form that a reader likes best of those there are; of equals the first. Null: it wants none of them. */
export function chooseForm<Form extends string>(
  header: string | undefined,
  forms: readonly Form[],
): Form | null {
  const wishes = wishesIn(header ?? "");
  if (wishes.length === 0) return forms[0] ?? null;
  const [best] = forms
    .map((form) => ({ form, weight: weightOf(form, wishes) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return best?.form ?? null;
}

/** The language that a reader likes best; Dutch for who likes neither. */
export function chooseLanguage(header: string | undefined): Language {
  const [best] = wishesIn(header ?? "")
    .filter(({ name, weight }) => weight > 0 && /^(nl|en)(-|$)/.test(name))
    .sort((a, b) => b.weight - a.weight);
  return best?.name.startsWith("en") === true ? "en" : "nl";
}
