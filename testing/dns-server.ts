import dns2 from 'dns2';

/** What the server says of the TXT records of a name: the records, or how it fails. */
export type DnsEntry = readonly string[] | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED' | 'no answer';

export interface DnsServer {
  /** "127.0.0.1:40123", for ROLLCALL_DNS_SERVERS. */
  address: string;
  /** Records of the name from now on; none at all is an empty list. Names that were never set do not exist. */
  set: (name: string, entry: DnsEntry) => void;
  /** Names that were asked for, in order. */
  asked: readonly string[];
  close: () => Promise<void>;
}

/** RFC 1035 §4.1.1. */
const RCODES = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 };

/** A text longer than this goes in several pieces (RFC 1035 §3.3.14). */
const LONGEST_PIECE = 255;

/** A real DNS server, by UDP on this machine alone, that knows the TXT records it is told. */
export async function startDnsServer(port = 0): Promise<DnsServer> {
  const entries = new Map<string, DnsEntry>();
  const asked: string[] = [];
  const server = dns2.createServer({
    udp: true,
    handle: (request, send) => {
      const [question] = request.questions;
      if (!question) return;
      const name = question.name.toLowerCase();
      const entry = entries.get(name) ?? 'NXDOMAIN';
      asked.push(name);
      if (entry === 'no answer') return;
      const response = dns2.Packet.createResponseFromRequest(request);
      if (typeof entry === 'string') response.header.rcode = RCODES[entry];
      else response.answers.push(...entry.map((text) => txtRecord(question, text)));
      void send(response);
    },
  });
  await server.listen({ udp: { port, address: '127.0.0.1' } });
  return {
    address: `127.0.0.1:${server.addresses().udp?.port}`,
    set: (name, entry) => void entries.set(name.toLowerCase(), entry),
    asked,
    close: () => server.close(),
  };
}

function txtRecord(question: dns2.Packet.Question, text: string): dns2.Packet.Resource {
  const pieces = text.match(new RegExp(`[^]{1,${LONGEST_PIECE}}`, 'g')) ?? [''];
  return dns2.Packet.createResourceFromQuestion(question, { ttl: 0, data: [...pieces] });
}
