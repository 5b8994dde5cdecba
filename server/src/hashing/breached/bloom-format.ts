/** The first bytes of a filter, with the version of its form. */
const mark = Buffer.from('GHBREACH1\n', 'latin1');
/** Mark, number of probes (one byte), number of bits (eight bytes, big-endian), padding. */
export const headerLength = 32;

/** The numbers of a filter. */
export interface BloomShape { readonly probes: number; readonly bits: number }

/** What a filter begins with. */
export function renderHeader({ probes, bits }: BloomShape): Buffer {
  const header = Buffer.alloc(headerLength);
  mark.copy(header);
  header.writeUInt8(probes, mark.length);
  header.writeBigUInt64BE(BigInt(bits), mark.length + 1);
  return header;
}

/** Reads the beginning of a file of so many bytes; `undefined`: it is no filter, or is cut off. */
export function parseHeader(header: Buffer, fileLength: number): BloomShape | undefined {
  if (header.length < headerLength || !header.subarray(0, mark.length).equals(mark)) return undefined;
  const [probes, bits] = [header.readUInt8(mark.length), Number(header.readBigUInt64BE(mark.length + 1))];
  return probes > 0 && bits > 0 && fileLength === headerLength + Math.ceil(bits / 8) ? { probes, bits } : undefined;
}

/** The places of a digest (SHA-1, 20 bytes): two halves of it stand for as many hash functions as there are probes. */
export function* placesOf(digest: Buffer, { probes, bits }: BloomShape): Generator<number> {
  const size = BigInt(bits);
  const [first, step] = [digest.readBigUInt64BE(0), digest.readBigUInt64BE(8) | 1n];
  for (let probe = 0n; probe < BigInt(probes); probe++) yield Number((first + probe * step) % size);
}
