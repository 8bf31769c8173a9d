export interface Size {
  readonly areas: number;
  readonly indicators: number;
  readonly years: number;
}
export function areaCodes(count: number): readonly string[];
export function indicatorIds(count: number): readonly string[];
export function generate(folder: string, size: Size): readonly string[];
