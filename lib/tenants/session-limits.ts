/** The shortest and the longest time that a tenant may let its sessions last, in minutes. */
export const LEAST_SESSION_MINUTES = 15;
export const MOST_SESSION_MINUTES = 30 * 24 * 60;

/** The shortest idle time that a tenant may set, in minutes: a session is marked as seen once a minute. */
export const LEAST_IDLE_MINUTES = 5;
