import { minutesInWords } from '@/lib/shared/minutes-in-words';
import type { ComparedValue } from './conflict-notice';
import { settingNames, type EditableSettings } from './setting-names';
import type { MetConflict } from './use-save';

const settings = Object.keys(settingNames) as (keyof EditableSettings)[];

function word(value: boolean | number | null | undefined): string | null {
  if (value === undefined) return null;
  if (typeof value === 'number') return minutesInWords(value);
  return value ? 'on' : value === null ? 'never' : 'off';
}

/**
 * What two admins want of the settings.
 * @param yours the fields of this form.
 */
export function comparedSettings(
  { before, theirs }: MetConflict<EditableSettings>,
  yours: Partial<EditableSettings>,
): ComparedValue[] {
  return settings
    .filter((name) => before[name] !== theirs[name] || name in yours)
    .map((name) => ({
      label: settingNames[name],
      before: word(before[name]),
      theirs: word(theirs[name]),
      yours: word(yours[name]),
    }));
}
