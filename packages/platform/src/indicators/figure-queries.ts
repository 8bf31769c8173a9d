import type { AreaId, IndicatorId, ProgrammeId } from "#kernel";
import type { Store } from "#store";
import { type MapFigures, mapIn, type ProfileFigures, profileIn } from "./figure-store.ts";
import { filesAsOf } from "./release-store.ts";

/**
 * One indicator in one period, for every area that has it: what a map is drawn from.
 * @param question.period as it is written in files: `2008`, `2007/2008`
 * @param question.asOf an ISO day: as of then; null: now
 */
export async function readMap(
  { db, lake }: Pick<Store, "db" | "lake">,
  question: {
    readonly programme: ProgrammeId;
    readonly indicator: IndicatorId;
    readonly period: string;
    readonly asOf: string | null;
  },
): Promise<MapFigures> {
  return mapIn(lake, await filesAsOf(db, question.programme, question), question);
}

/**
 * Everything that is known of one area: what its page is made from.
 * @param question.asOf an ISO day: as of then; null: now
 */
export async function readProfile(
  { db, lake }: Pick<Store, "db" | "lake">,
  question: {
    readonly programme: ProgrammeId;
    readonly area: AreaId;
    readonly asOf: string | null;
  },
): Promise<ProfileFigures> {
  return profileIn(
    lake,
    await filesAsOf(db, question.programme, { asOf: question.asOf }),
    question.area,
  );
}
