/** Rules for groups, and as many for values. A file of its own, because pages read it and are not to load the schemas. */
export const MOST_RULES = 5000;
