/** A method of an endpoint, from the table that requests are routed by. */
export interface EndpointFacts {
  method: string;
  /** Below the base URL: "/Users/{id}". */
  path: string;
  /** "create a user". */
  purpose: string;
  /** The status of success; 501 where there is none. */
  status: number;
}

/** A line of the table of endpoints. */
export interface EndpointRow extends Omit<EndpointFacts, 'method'> {
  methods: string[];
}

const NOT_IMPLEMENTED = 501;

/** A row for each request that is served, and one at the end for each path on which nothing is. */
export function endpointRows(facts: readonly EndpointFacts[]): EndpointRow[] {
  const served = facts.filter(({ status }) => status !== NOT_IMPLEMENTED);
  const others = facts.filter(({ status }) => status === NOT_IMPLEMENTED);
  const paths = [...new Set(others.map(({ path }) => path))];
  return [
    ...served.map(({ method, ...row }) => ({ ...row, methods: [method] })),
    ...paths.map((path) => ({
      path,
      methods: others.filter((other) => other.path === path).map(({ method }) => method),
      purpose: 'not offered',
      status: NOT_IMPLEMENTED,
    })),
  ];
}
