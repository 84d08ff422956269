/** Name of the cookie by which the server knows the browser's time zone from the second page on. */
export const timeZoneCookie = 'tz';
