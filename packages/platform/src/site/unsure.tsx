import type { FC } from "hono/jsx";
import type { Figure, Indicator } from "#indicators";
import { uncertaintyOf } from "#trends";
import type { Page } from "./page.ts";
import { tellUncertainty } from "./tell-area.ts";

/** Why a figure is not exact, below it; nothing when it is. */
export const Unsure: FC<{ page: Page; figure: Figure; indicator: Indicator }> = ({
  page: { language },
  figure,
  indicator,
}) => {
  const told = tellUncertainty(uncertaintyOf(figure, indicator), indicator, language);
  return told === null ? null : <p class="kw-note">{told}</p>;
};
