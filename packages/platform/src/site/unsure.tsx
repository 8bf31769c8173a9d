import type { FC } from "hono/jsx";
import type { Figure, Indicator } from "#indicators";
import { uncertaintyOf } from "#trends";
import type { Page } from "./page.ts";
import { tellChanceRange, tellUncertainty } from "./tell-area.ts";

/** Why a figure is not exact, below it; nothing when it is. */
export const Unsure: FC<{ page: Page; figure: Figure; indicator: Indicator }> = ({
  page: { language },
  figure,
  indicator,
}) => {
  const told = tellUncertainty(uncertaintyOf(figure, indicator), indicator, language);
  return told === null ? null : <p class="kw-note">{told}</p>;
};

/** The same in a table with many figures: only the range, for a figure of a small group. */
export const ChanceRange: FC<{ page: Page; figure: Figure; indicator: Indicator }> = ({
  page: { language, say },
  figure,
  indicator,
}) => {
  const told = tellChanceRange(uncertaintyOf(figure, indicator), indicator, language);
  if (told === null) return null;
  return (
    <>
      <br />
      <span class="kw-note kw-nobreak">
        <span class="kw-hidden">
          {say("door toeval ook mogelijk: ", "chance allows as well: ")}
        </span>
        {told}
      </span>
    </>
  );
};
