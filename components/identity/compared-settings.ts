import type { ComparedValue } from './conflict-notice';
import { settingNames, type EditableSettings } from './setting-names';
import type { MetConflict } from './use-save';

const settings = Object.keys(settingNames) as (keyof EditableSettings)[];

function word(value: boolean | undefined): string | null {
  return value === undefined ? null : value ? 'on' : 'off';
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
