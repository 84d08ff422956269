import type { Story } from '@/lib/demo/story';

/** A company before its first sync: empty, but for its owner and a token that waits to be used. */
export const initech: Story = {
  id: 'initech',
  name: 'Initech',
  owner: { name: 'Petra Novak', email: 'petra.novak@initech.example' },
  provider: 'OTHER',
  label: 'First connection',
  userAgent: '',
  logsReads: false,
  moments: [],
};
